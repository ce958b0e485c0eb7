using HueS.Integration.Contracts;
using HueS.Integration.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Run = HueS.Integration.Contracts.Run;
using RunState = HueS.Integration.Contracts.RunState;

namespace HueS.Integration.Tests.World;

/// <summary>Runs worked off by the test's own passes, where the service runs without workers.</summary>
internal static class RunPasses
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Run> LookedAsync(TestService service, string kind, object? selection = null, RunState until = RunState.AwaitingApproval)
    {
        var run = await Reconciling.CreateAsync(service.Operator, selection, kind);
        await Reconciling.StepAsync(service.Operator, run.Id, "plan");
        await Reconciling.StepAsync(service.Operator, run.Id, "dry-run");
        var looked = await WorkOffAsync(service, run.Id, service.Rooms.GetRequiredService<DryRunner>().RunOnceAsync, RunState.DryRun);
        looked.State.ShouldBe(until);
        looked.Counts.ShouldAddUp();
        return looked;
    }

    public static async Task<Run> StartedAsync(TestService service, Guid id)
    {
        await Reconciling.StepAsync(service.Operator, id, "start");
        return await WorkOffAsync(service, id, service.Rooms.GetRequiredService<Applier>().RunOnceAsync, RunState.Applying);
    }

    public static async Task<Run> UndoneAsync(TestService service, Guid id)
    {
        await Reconciling.StepAsync(service.Approver, id, "undo", Reconciling.Second);
        return await WorkOffAsync(service, id, service.Rooms.GetRequiredService<Applier>().RunOnceAsync, RunState.Undoing);
    }

    private static async Task<Run> WorkOffAsync(TestService service, Guid id, Func<CancellationToken, Task<int>> pass, RunState from)
    {
        Run? run = null;
        await Until.TrueAsync($"end of {from}", async () =>
        {
            await pass(Cancellation);
            run = await Reconciling.ReadAsync(service.Operator, id);
            return run.State != from;
        });
        return run!;
    }
}
