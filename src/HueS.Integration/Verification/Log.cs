using Microsoft.Extensions.Logging;

namespace HueS.Integration.Verification;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "The register refused verification {VerificationId}: the purpose is not licensed or the officer has no right. A person takes over.")]
    public static partial void RegisterRefused(this ILogger logger, Guid verificationId);

    [LoggerMessage(3003, LogLevel.Error, "The register does not accept our credentials (verification {VerificationId} waits). Check the username, the secret, the clock and the digest's settings.")]
    public static partial void RegisterRefusedUs(this ILogger logger, Guid verificationId);

    [LoggerMessage(3004, LogLevel.Warning, "Work on verification {VerificationId} was interrupted by the database ({Failure}); it is taken up again when its lease runs out.")]
    public static partial void CheckInterrupted(this ILogger logger, Guid verificationId, string failure);

    [LoggerMessage(3002, LogLevel.Error, "Working on verification {VerificationId} failed with {Failure}. It is tried again, and handed to a person after three failures.")]
    public static partial void CheckFailed(this ILogger logger, Guid verificationId, string failure);
}
