using Microsoft.Extensions.Logging;

namespace HueS.Integration.Linking.Records;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Changes of {System}: {Read} records were read, {Skipped} could not be understood")]
    public static partial void ChangesRead(this ILogger logger, string system, int read, int skipped);

    [LoggerMessage(2, LogLevel.Warning, "Changes of {System} could not be read ({Reason}); the next look goes on where this one stopped")]
    public static partial void ChangesNotRead(this ILogger logger, string system, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The memberships of {Count} citizens could not be looked up ({Reason}); they stay in line")]
    public static partial void MembershipsNotLookedUp(this ILogger logger, int count, string reason);

    [LoggerMessage(4, LogLevel.Error, "The membership of {Target} failed with {Failure}. It is tried again, and parked after three failures.")]
    public static partial void MembershipNotKept(this ILogger logger, Guid target, string failure);

    [LoggerMessage(5, LogLevel.Information, "{Gone} records of {System} are gone: their system knew them no more in two looks on end")]
    public static partial void RecordsGone(this ILogger logger, string system, int gone);

    [LoggerMessage(6, LogLevel.Error, "Of {Known} records of {System} {Missing} were missing at once. None was marked as gone; where that is right, set Records:MostMissing higher.")]
    public static partial void TooManyMissing(this ILogger logger, string system, int known, int missing);
}
