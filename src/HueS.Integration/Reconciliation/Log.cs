using Microsoft.Extensions.Logging;

namespace HueS.Integration.Reconciliation;

internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Warning, "The database was away while item {ItemId} of a run was worked on ({Failure}); it is taken again.")]
    public static partial void ItemInterrupted(this ILogger logger, Guid itemId, string failure);

    [LoggerMessage(5102, LogLevel.Error, "Item {ItemId} of a run failed ({Failure}); it is tried three times and then left out.")]
    public static partial void ItemFailed(this ILogger logger, Guid itemId, string failure);

    [LoggerMessage(5103, LogLevel.Error, "Run {RunId} was paused: its client may no longer use its purpose.")]
    public static partial void PurposeWithdrawn(this ILogger logger, Guid runId);

    [LoggerMessage(5104, LogLevel.Error, "Schedule {ScheduleId} could not be judged ({Failure}); it is looked at again.")]
    public static partial void ScheduleFailed(this ILogger logger, Guid scheduleId, string failure);

    [LoggerMessage(5105, LogLevel.Warning, "The database was away while run {RunId} of a schedule was taken on ({Failure}); it is taken on again.")]
    public static partial void ScheduledRunInterrupted(this ILogger logger, Guid runId, string failure);

    [LoggerMessage(5106, LogLevel.Error, "Run {RunId} of a schedule could not be taken on ({Failure}); it is tried three times and then left where it is.")]
    public static partial void ScheduledRunFailed(this ILogger logger, Guid runId, string failure);
}
