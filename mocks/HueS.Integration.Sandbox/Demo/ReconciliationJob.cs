using HueS.Integration.Client;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>
/// The register changes under citizens we know: a reconciliation finds it, a second person agrees, the database is killed while
/// it is applied, and all of it is taken back, row for row.
/// </summary>
internal sealed class ReconciliationJob(DemoRun demo, RunningSandbox sandbox, Progress progress) : IDisposable
{
    private const string First = "quan-tri-01";
    private const string Second = "quan-tri-02";

    /// <summary>2,000 people are asked about within half a minute here; a database that was killed is back within seconds.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly HuesClient _operator = ClientOf(sandbox, SandboxClient.Operator);
    private readonly HuesClient _approver = ClientOf(sandbox, SandboxClient.Approver);
    private readonly List<string> _wrong = [];

    /// <summary>An interrupted demo may have left a reconciliation behind: it is ended and taken back, with the register as it was.</summary>
    public async Task TidyAsync(CancellationToken cancellation)
    {
        await foreach (var run in _operator.Runs.ListAsync(cancellation))
        {
            var now = run;
            if (now.State is not (RunState.Completed or RunState.Cancelled or RunState.Undoing or RunState.Undone))
                now = await _operator.Runs.CancelAsync(now.Id, now.Version, First, cancellation);
            if (now.State is RunState.Completed or RunState.Cancelled && now.Counts.Applied > 0)
            {
                progress.Say($"Một lần đối soát dở được hoàn tác · A reconciliation left from before is undone: {now.Id}.");
                now = await _approver.Runs.UndoAsync(now.Id, now.Version, Second, cancellation);
            }

            if (now.State == RunState.Undoing)
                await UntilAsync(now, state => state == RunState.Undone, cancellation);
        }
    }

    /// <summary><c>true</c>: it found what had changed and nothing else, and left no trace once undone.</summary>
    public async Task<bool> TellAsync(IReadOnlyList<Case> cases, CancellationToken cancellation)
    {
        var drift = new Drift(sandbox.City, [.. cases.Where(one => one.Account is not null).Select(one => Neighbours.NumberOf(one.Claim)).OfType<string>().Distinct()]);
        progress.Say("\nĐối soát: CSDL thay đổi theo thời gian · Reconciliation: the register has changed");
        progress.Say($"  {drift.Names} đổi tên · renamed, {drift.Deaths} đã mất · died, {drift.Numbers} đổi số · renumbered, {drift.Wards} phường sáp nhập · in merged wards");
        var city = sandbox.City;
        sandbox.City = drift.After;
        try
        {
            var unasked = await RowsAsync(cancellation);
            var looked = await LookAsync(drift, cancellation);
            var before = await RowsAsync(cancellation);
            // That the register names a successor is remembered with the question, whoever asks it.
            Expect(before.DifferencesFrom(unasked).All(table => table == "number_replacement"), "the dry run changed something about citizens");
            var applied = await ApplyAsync(looked, cancellation);
            await ReportAsync(applied, cancellation);
            await UndoAsync(applied, before, cancellation);
        }
        finally
        {
            sandbox.City = city;
        }

        foreach (var wrong in _wrong)
            progress.Say($"  SAI · WRONG: {wrong}");
        return _wrong.Count == 0;
    }

    public void Dispose()
    {
        _operator.Dispose();
        _approver.Dispose();
    }

    private async Task<Run> LookAsync(Drift drift, CancellationToken cancellation)
    {
        var run = await _operator.Runs.CreateAsync(
            new RunRequest(RunKind.RegisterDrift, Procedure.All[0].Code, $"demo-{demo.Id}", First), cancellation);
        run = await _operator.Runs.PlanAsync(run.Id, run.Version, First, cancellation);
        progress.Say($"  kế hoạch · plan      {run.Plan!.People} người · people, {string.Join(", ", run.Plan.Queries.Select(query => $"{query.Operation} {query.Count}"))}");
        run = await _operator.Runs.DryRunAsync(run.Id, run.Version, First, cancellation);
        run = await UntilAsync(run, state => state == RunState.AwaitingApproval, cancellation);

        var report = await _operator.Runs.ReportAsync(run.Id, cancellation);
        foreach (var line in report.Findings.Where(line => line.Count > 0))
            progress.Say($"  {line.Count,5}  {line.Text.Vi} · {line.Text.En}");
        var found = report.Findings.Where(line => line.Count > 0).GroupBy(line => line.Category).ToDictionary(group => group.Key, group => (int)group.Sum(line => line.Count));
        Expect(
            found.Count == drift.Findings.Count && drift.Findings.All(wanted => found.GetValueOrDefault(wanted.Key) == wanted.Value),
            $"the dry run was to find {string.Join(", ", drift.Findings.Select(wanted => $"{wanted.Key} {wanted.Value}"))}");
        Expect(run.Counts is { Unreachable: 0, Waiting: 0 }, "it could not look at everybody");
        return run;
    }

    private async Task<Run> ApplyAsync(Run looked, CancellationToken cancellation)
    {
        var run = await _approver.Runs.ApproveAsync(looked.Id, looked.Version, new RunApproval(Second, looked.Digest!), cancellation);
        progress.Say($"  {Second} đồng ý với · agrees to {looked.Digest![..12]}…");
        run = await _operator.Runs.StartAsync(run.Id, run.Version, First, cancellation);
        var killing = KillAsync(run, cancellation);
        run = await UntilAsync(run, state => state == RunState.Completed, cancellation);
        await killing;
        Expect(run.Counts.Applied == run.Counts.Findings, $"{run.Counts.Findings - run.Counts.Applied} findings were not applied");
        return run;
    }

    /// <summary>As soon as something was applied. What is applied with one commit may be over by then: that is said.</summary>
    private async Task KillAsync(Run run, CancellationToken cancellation)
    {
        while (run is { State: RunState.Applying, Counts.Applied: 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
            run = await _operator.Runs.ReadAsync(run.Id, cancellation);
        }

        Processes.Signal(sandbox.Postgres.ProcessId, Processes.Kill);
        progress.Say($"  kill -9 PostgreSQL sau · after {run.Counts.Applied} of {run.Counts.Findings}");
    }

    private async Task ReportAsync(Run run, CancellationToken cancellation)
    {
        await using (var file = File.Create(sandbox.Folder.Report))
            await _operator.Runs.SaveReportPageAsync(run.Id, file, cancellation);
        progress.Say($"  báo cáo · report     {sandbox.Folder.Report}");
    }

    private async Task UndoAsync(Run run, CitizenRows before, CancellationToken cancellation)
    {
        run = await _approver.Runs.UndoAsync(run.Id, run.Version, Second, cancellation);
        run = await UntilAsync(run, state => state == RunState.Undone, cancellation);
        Expect(run.Counts.Kept == 0, $"{run.Counts.Kept} effects were not taken back");

        // Whoever is no longer held, or has another number, is linked anew behind our back.
        var start = TimeProvider.System.GetTimestamp();
        IReadOnlyList<string> left;
        while ((left = (await RowsAsync(cancellation)).DifferencesFrom(before)).Count > 0
            && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(Look, cancellation);
        }

        Expect(left.Count == 0, $"after the undo other rows stand in {string.Join(", ", left)}");
        progress.Say($"  hoàn tác · undone    {run.Counts.Undone}; {before.Tables.Values.Sum(table => table.Rows)} dòng dữ liệu như trước · rows as before");
    }

    private Task<CitizenRows> RowsAsync(CancellationToken cancellation) => CitizenRows.ReadAsync(sandbox.OwnerConnectionString, cancellation);

    private async Task<Run> UntilAsync(Run run, Func<RunState, bool> isReached, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        await progress.DuringAsync(
            () => $"{Doing(run.State)}: {run.Counts.Checked}/{run.Counts.Selected} đã xem · looked at   {run.Counts.Findings} phát hiện · findings   {run.Counts.Applied} áp dụng · applied",
            async () =>
            {
                while (!isReached(run.State))
                {
                    if (TimeProvider.System.GetElapsedTime(start) > Bound)
                        throw new SandboxException($"The reconciliation stayed in {run.State}; see service.log in the data folder.");
                    await Task.Delay(Look, cancellation);
                    run = await ReadAsync(run, cancellation);
                }
            });
        return run;
    }

    /// <summary>While the database is away nobody can say how a run stands.</summary>
    private async Task<Run> ReadAsync(Run last, CancellationToken cancellation)
    {
        try
        {
            return await _operator.Runs.ReadAsync(last.Id, cancellation);
        }
        catch (HuesProblemException away) when (away.Status == StatusCodes.Status503ServiceUnavailable)
        {
            return last;
        }
    }

    private static string Doing(RunState state) => state switch
    {
        RunState.DryRun => "chạy thử · dry run",
        RunState.Applying => "áp dụng · applying",
        RunState.Undoing => "hoàn tác · undoing",
        _ => "xong · done",
    };

    private void Expect(bool isRight, string otherwise)
    {
        if (!isRight)
            _wrong.Add(otherwise);
    }

    private static HuesClient ClientOf(RunningSandbox sandbox, SandboxClient client) => HuesClient.Create(new HuesClientOptions
    {
        BaseAddress = sandbox.Address,
        TokenAddress = sandbox.Issuer.TokenAddress,
        ClientId = client.Id,
        ClientSecret = client.Secret,
    });
}
