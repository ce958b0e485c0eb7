using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>Verifies every claim through the API in bad weather, waits for those put off, and links the verified people's dossiers.</summary>
internal sealed class MainJob(DemoRun run, IReadOnlyList<Claim> claims, Caller portal, Sky sky, Progress progress)
{
    private const int Desks = 16;

    /// <summary>Claims come in over the outage and at most this much longer, so that some meet the storm before it and some after.</summary>
    private static readonly TimeSpan BesideTheOutage = TimeSpan.FromSeconds(20);

    /// <summary>Few claims need no long storm.</summary>
    private static readonly TimeSpan ForEachClaim = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest delay of a deferred check here is 5 s, a lease left by a kill 15 s.</summary>
    private static readonly TimeSpan SettlingBound = TimeSpan.FromSeconds(120);

    private int _asked;
    private int _bound;

    public IReadOnlyList<Case> Cases { get; } = [.. claims.Select(claim => new Case(claim))];

    public async Task RunAsync(TimeSpan outage, CancellationToken cancellation)
    {
        progress.Say("Xác thực trong thời tiết xấu · Verifying in bad weather");
        sky.Darken();
        await progress.DuringAsync(Standing, () => VerifyAllAsync(outage + Least(BesideTheOutage, ForEachClaim * Cases.Count), cancellation));

        sky.Clear();
        progress.Say("Trời quang, việc hoãn được giải quyết · The sky clears, deferred checks settle");
        await progress.DuringAsync(Standing, () => UntilSettledAsync(cancellation));

        progress.Say("Gắn tài khoản, liên kết hồ sơ họ nêu · Accounts are bound, and the dossiers they name linked (one question in ten is answered 503)");
        await progress.DuringAsync(() => $"{_bound}/{Verified.Count()} tài khoản · accounts", () => BindAllAsync(cancellation));
    }

    private IEnumerable<Case> Verified =>
        Cases.Where(one => one.Verification is { State: VerificationState.Settled, Outcome: Outcome.Verified });

    private string Standing()
    {
        var (settled, waiting) = (Cases.Count(one => one.IsSettled), Cases.Count(one => one.Verification is { State: VerificationState.Pending }));
        return $"{_asked}/{Cases.Count} đã hỏi · asked   {settled} đã trả lời · settled   {waiting} chờ · waiting   [{sky.Now}]";
    }

    private async Task VerifyAllAsync(TimeSpan window, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        var outage = Task.CompletedTask;
        await Parallel.ForEachAsync(Cases.Index(), Parallelism(cancellation), async (row, token) =>
        {
            var due = (window * row.Index / Cases.Count) - TimeProvider.System.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, token);
            if (row.Index == Cases.Count / 5)
                outage = sky.BreakDownAsync(cancellation);
            await VerifyAsync(row.Item, token);
        });
        await outage;
    }

    private async Task VerifyAsync(Case one, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            one.Verification = await portal.VerifyAsync(one.Claim, $"{run.Id}-{one.Claim.Id}", cancellation);
        }
        catch (SandboxException refused)
        {
            throw new SandboxException($"Claim {one.Claim.Id}: {refused.Message}", refused);
        }

        one.AnsweredIn = TimeProvider.System.GetElapsedTime(start);
        one.WasPutOff = !one.IsSettled;
        Interlocked.Increment(ref _asked);
    }

    private async Task UntilSettledAsync(CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (Cases.Where(one => !one.IsSettled).ToList() is { Count: > 0 } waiting && TimeProvider.System.GetElapsedTime(start) < SettlingBound)
        {
            await Parallel.ForEachAsync(waiting, Parallelism(cancellation), async (one, token) =>
                one.Verification = await portal.ReadAsync(one.Verification!.Id, token));
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
        }
    }

    private Task BindAllAsync(CancellationToken cancellation) =>
        Parallel.ForEachAsync(Verified.ToList(), Parallelism(cancellation), async (one, token) =>
        {
            var account = $"demo-{run.Id}-{one.Claim.Id}";
            await portal.BindAsync(account, one.Verification!.Id, one.Claim.Phone.Length == 0 ? null : one.Claim.Phone, token);
            one.Account = account;
            if (one.Claim.Dossier.Length > 0)
                one.Link = await portal.LinkAsync(account, one.Claim, token);
            Interlocked.Increment(ref _bound);
        });

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public static ParallelOptions Parallelism(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Desks, CancellationToken = cancellation };
}
