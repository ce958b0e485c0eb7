using HueS.Integration.Reconciliation.Consistency;
using HueS.Integration.Reconciliation.Drift;
using HueS.Integration.Reconciliation.Duplicates;
using HueS.Integration.Reconciliation.RecordLinks;
using HueS.Integration.Reconciliation.Reporting;
using HueS.Integration.Reconciliation.Schedules;
using Microsoft.Extensions.DependencyInjection;

namespace HueS.Integration.Reconciliation;

internal static class RunServices
{
    public static IServiceCollection AddReconciliation(this IServiceCollection services)
    {
        services.AddOptions<ReconciliationOptions>().BindConfiguration(ReconciliationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunItemStore>();
        services.AddSingleton<ChangeStore>();
        services.AddSingleton<RunQueues>();
        services.AddSingleton<RunTrail>();
        services.AddSingleton<RunKinds>();
        services.AddSingleton<RunPlanner>();
        services.AddSingleton<RunForecast>();
        services.AddSingleton<RunDesk>();
        services.AddSingleton<RunBook>();
        services.AddSingleton<RunReporter>();
        services.AddSingleton<RunWatch>();
        services.AddSingleton<DryRunner>();
        services.AddSingleton<Applier>();
        services.AddDrift();
        services.AddRecordLinks();
        services.AddConsistency();
        services.AddDuplicates();
        services.AddSchedules();
        return services;
    }

    private static void AddDrift(this IServiceCollection services)
    {
        services.AddSingleton<RegisterLook>();
        services.AddSingleton<NumberRecorder>();
        services.AddSingleton<DriftEffects>();
        services.AddSingleton<DriftUndoing>();
        services.AddSingleton<IRunKind, RegisterDrift>();
    }

    private static void AddRecordLinks(this IServiceCollection services)
    {
        services.AddSingleton<RecordLook>();
        services.AddSingleton<RecordEffects>();
        services.AddSingleton<IRunKind, RecordLinks.RecordLinks>();
    }

    private static void AddDuplicates(this IServiceCollection services)
    {
        services.AddSingleton<DuplicateLook>();
        services.AddSingleton<IRunKind, Duplicates.Duplicates>();
    }

    /// <summary>In this order they are selected.</summary>
    private static void AddConsistency(this IServiceCollection services)
    {
        services.AddSingleton<IConsistencyCheck, LinkCheck>();
        services.AddSingleton<IConsistencyCheck, RecordCheck>();
        services.AddSingleton<IConsistencyCheck, CitizenCheck>();
        services.AddSingleton<IConsistencyCheck, TaskCheck>();
        services.AddSingleton<IConsistencyCheck, BatchCheck>();
        services.AddSingleton<IRunKind, Consistency.Consistency>();
    }

    private static void AddSchedules(this IServiceCollection services)
    {
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<OccurrenceStore>();
        services.AddSingleton<ScheduleTrail>();
        services.AddSingleton<ScheduleDesk>();
        services.AddSingleton<ScheduleBook>();
        services.AddSingleton<ScheduledRuns>();
        services.AddSingleton<Scheduler>();
    }
}
