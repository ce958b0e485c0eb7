using Microsoft.Extensions.Logging;

namespace HueS.Integration.Linking;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Error, "Linking {Target} failed with {Failure}. It is tried again, and parked after three failures.")]
    public static partial void NotLinked(this ILogger logger, Guid target, string failure);
}
