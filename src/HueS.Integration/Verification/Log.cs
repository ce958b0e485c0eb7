using Microsoft.Extensions.Logging;

namespace HueS.Integration.Verification;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "The register refused verification {VerificationId}: the purpose is not licensed or the officer has no right. A person takes over.")]
    public static partial void RegisterRefused(this ILogger logger, Guid verificationId);

    [LoggerMessage(3002, LogLevel.Error, "Working on verification {VerificationId} failed with {Failure}. It is tried again, and handed to a person after three failures.")]
    public static partial void CheckFailed(this ILogger logger, Guid verificationId, string failure);
}
