using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>The main job, start to end, and its exit code.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var progress = new Progress(Console.Out, terminal: !Console.IsOutputRedirected);
        var folder = new DataFolder(arguments.Data);
        var (run, resumed) = await DemoRun.LoadAsync(folder, arguments, cancellation);
        progress.Say(resumed
            ? $"Làm tiếp lần chạy dở · Taking up the run that was interrupted: {run.Id}, its {run.Claims} claims, its seed {run.Seed}."
            : $"Lần chạy mới · A new run: {run.Id}, {run.Claims} claims, seed {run.Seed}.");
        var claims = await ClaimsOfAsync(run, folder, cancellation);
        var records = Neighbours.RecordsOf(run, claims);
        progress.Say("Khởi động hộp thử · Starting the sandbox …");
        await using var sandbox = await RunningSandbox.StartAsync(
            folder, arguments.Port ?? 0, Arguments.UsualRoutes, records, progress.Say, cancellation);
        await run.SaveAsync(folder, cancellation);

        using var portal = await CallerAsync(sandbox, SandboxClient.Portal, cancellation);
        using var operators = await CallerAsync(sandbox, SandboxClient.Operator, cancellation);
        using var wallet = await CallerAsync(sandbox, SandboxClient.Wallet, cancellation);
        using var ward = await CallerAsync(sandbox, SandboxClient.Ward, cancellation);
        var incident = new Incident(sandbox.Stubs, portal, operators, progress);
        await incident.PreventAsync(cancellation);
        using var reconciliation = new ReconciliationJob(run, sandbox, progress);
        await reconciliation.TidyAsync(cancellation);

        var recordJob = new RecordJob(run, records, sandbox.OwnerConnectionString, operators, progress);
        await recordJob.TellAsync(wallet, ward, cancellation);
        var job = new MainJob(run, claims, portal, new Sky(sandbox.Stubs, arguments.Outage), progress);
        await job.RunAsync(arguments.Outage, cancellation);
        await recordJob.LinkAsync(cancellation);
        var givenBack = await new SecondThoughts(operators, progress).TellAsync(job.Cases, cancellation);
        var truth = new LinkTruth(records);
        await truth.HoldAsync(portal, job.Cases, MainJob.Parallelism(cancellation));

        var calls = RegisterCalls.Count(sandbox.Stubs.Population.Requests);
        var kept = await Bookkeeping.CountAsync(sandbox.OwnerConnectionString, run, cancellation);
        var summary = new Summary(
            run, job.Cases, recordJob.Relinks, truth, calls, kept, TimeProvider.System.GetElapsedTime(started));
        summary.Print(Console.Out);
        var results = arguments.Out ?? folder.Results;
        await Results.WriteAsync(results, job.Cases, cancellation);
        progress.Say($"Bảng kết quả · Results: {results}");

        // Before what follows: an incident or a reconciliation that is interrupted is told anew, with the next run.
        if (job.Cases.All(one => one.IsSettled))
            await (run with { Finished = true }).SaveAsync(folder, cancellation);
        var contained = await incident.TellAsync(run, cancellation);
        var reconciled = await reconciliation.TellAsync(job.Cases, cancellation);
        progress.Say($"Xong sau {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} giây · Done in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s.");
        return summary.IsRight && contained && givenBack && reconciled ? 0 : 1;
    }

    private static async Task<Caller> CallerAsync(RunningSandbox sandbox, SandboxClient client, CancellationToken cancellation) =>
        new(sandbox.Address, await sandbox.Issuer.TokenAsync(client, cancellation));

    /// <summary>The claims go through a file, as a sister service's would.</summary>
    private static async Task<IReadOnlyList<Claim>> ClaimsOfAsync(DemoRun run, DataFolder folder, CancellationToken cancellation)
    {
        await Claims.WriteAsync(folder.Claims, Claims.From(SandboxCity.Instance, Personas.All, run.Claims, run.Seed), cancellation);
        return await Claims.ReadAsync(folder.Claims, cancellation);
    }
}
