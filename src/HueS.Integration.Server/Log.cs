namespace HueS.Integration.Server;

/// <summary>What the doors log. Codes, type names and frames only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A request failed unexpectedly: {Failure}")]
    public static partial void RequestFailed(ILogger logger, string failure);

    [LoggerMessage(2, LogLevel.Warning, "A request was answered {Code} because of {Failure}")]
    public static partial void RequestStopped(ILogger logger, string code, string failure);

    [LoggerMessage(3, LogLevel.Error, "The refusal {Code} could not be recorded because of {Failure}")]
    public static partial void RefusalNotRecorded(ILogger logger, string code, string failure);

    [LoggerMessage(4, LogLevel.Error, "Tokens cannot be checked: the authority's metadata could not be read ({Failure})")]
    public static partial void AuthorityUnreachable(ILogger logger, string failure);

    [LoggerMessage(6, LogLevel.Error, "Deferred checks could not be worked on ({Failure}); they wait in the database and are looked at again")]
    public static partial void WorkerFailed(ILogger logger, string failure);

    [LoggerMessage(7, LogLevel.Error, "Lists could not be worked on ({Failure}); they wait in the database and are looked at again")]
    public static partial void BatchWorkerFailed(ILogger logger, string failure);

    [LoggerMessage(8, LogLevel.Error, "Changes of records could not be pulled ({Failure}); they are looked at again")]
    public static partial void PullWorkerFailed(ILogger logger, string failure);

    [LoggerMessage(9, LogLevel.Error, "Memberships could not be looked up ({Failure}); who is in line is looked at again")]
    public static partial void MembershipWorkerFailed(ILogger logger, string failure);

    [LoggerMessage(10, LogLevel.Error, "Records could not be put in line to be linked again ({Failure}); the next look goes on where this one stopped")]
    public static partial void RelinkWorkerFailed(ILogger logger, string failure);

    [LoggerMessage(11, LogLevel.Error, "Runs could not be worked on ({Failure}); they wait in the database and are looked at again")]
    public static partial void RunWorkerFailed(ILogger logger, string failure);

    [LoggerMessage(12, LogLevel.Error, "Schedules could not be looked at ({Failure}); what is due stands in the database and is looked at again")]
    public static partial void ScheduleWorkerFailed(ILogger logger, string failure);

    [LoggerMessage(5, LogLevel.Information, "Stopping: not ready any more; requests are still served for {Delay}")]
    public static partial void Draining(ILogger logger, TimeSpan delay);
}
