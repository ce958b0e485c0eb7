using HueS.Integration.Audit;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.Logging;

namespace HueS.Integration.Linking.Records;

/// <summary>
/// Reads what changed in the pulled systems, page by page, each page and the mark behind it in one transaction: a node that
/// dies loses nothing, whoever takes over goes on there, and one that stalled past its lease keeps nothing.
/// </summary>
internal sealed class RecordPuller(
    Database database,
    IEnumerable<IChangesSource> sources,
    MarkStore marks,
    RecordBook book,
    RollCall rollCall,
    TimeProvider time,
    ILogger<RecordPuller> logger)
{
    public const string OurClient = "hues";
    private const int MostDoublings = 6;

    /// <summary>Longer than a page may take: its call and its transaction.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan PageWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);

    /// <summary>The systems whose settings say how often they are asked.</summary>
    public IReadOnlyList<IChangesSource> Asked { get; } = [.. sources.Where(source => source.Pull.Every is not null)];

    /// <summary>Reads the system's changes to their end, where a look is due and no other node is at it; answers whether so.</summary>
    public async Task<bool> RunOnceAsync(IChangesSource source, CancellationToken cancellationToken)
    {
        var held = await database.TransactAsync(
            Pool.Work,
            (connection, token) => marks.TakeAsync(connection, source.System, Lease, token),
            cancellationToken);
        if (held is null)
            return false;

        try
        {
            var (read, skipped) = await ReadAsync(source, held, cancellationToken);
            logger.ChangesRead(source.System, read, skipped);
        }
        catch (UpstreamException fault)
        {
            var reason = fault is UpstreamUnavailableException unavailable ? unavailable.Reason.ToString() : fault.GetType().Name;
            logger.ChangesNotRead(source.System, reason);
            await PutOffAsync(held, DelayAfter(held.Failures, source.Pull.Every!.Value, fault), reason);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await PutOffAsync(held, TimeSpan.Zero, reason: null);
            throw;
        }

        return true;
    }

    private async Task<(int Read, int Skipped)> ReadAsync(IChangesSource source, HeldMark held, CancellationToken cancellationToken)
    {
        var (read, skipped, mark) = (0, 0, held.Mark);
        // Only a look that began at the beginning can tell who is missing.
        var present = source.ReadsWhole && mark is null ? new Presence() : null;
        while (true)
        {
            var page = await source.ReadChangesAsync(mark, Ask.AboutNobody(OurClient, time.GetUtcNow() + PageWithin), cancellationToken);
            var claims = ClaimsOf(source.System, page);
            present?.Add(page, claims);
            if (page.IsLast && present is { IsWhole: true })
                await rollCall.TakeAsync(held, present, cancellationToken);
            if (!await KeepAsync(source, held, page, claims, cancellationToken))
                return (read, skipped);
            read += claims.Count;
            skipped += page.Skipped + page.Records.Count - claims.Count;
            if (page.IsLast)
                return (read, skipped);
            mark = page.Mark;
        }
    }

    /// <summary>Those that can be kept, each once: told twice in a page, the last telling counts.</summary>
    private static List<RecordClaim> ClaimsOf(string system, ChangesPage page) =>
    [
        .. page.Records
            .Select(record => RecordClaim.Of(system, record))
            .Where(claim => claim.CanBeKept)
            .GroupBy(claim => claim.RecordId)
            .Select(tellings => tellings.Last()),
    ];

    private Task<bool> KeepAsync(
        IChangesSource source,
        HeldMark held,
        ChangesPage page,
        List<RecordClaim> claims,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                if (!await marks.AdvanceAsync(connection, held, page.Mark, Lease, token))
                    return false;
                await book.TellAsync(connection, Actor.Worker(OurClient), [.. claims.Select(claim => new Telling(claim))], token);
                if (page.IsLast)
                    await marks.EndAsync(connection, held, source.Pull.Every!.Value, token);
                return true;
            },
            cancellationToken);

    private Task PutOffAsync(HeldMark held, TimeSpan delay, string? reason) =>
        database.TransactAsync(
            Pool.Work,
            (connection, token) => marks.PutOffAsync(connection, held, delay, reason, token),
            CancellationToken.None);

    /// <summary>Longer after each failure, but no longer than from one look to the next; never sooner than the system asked for.</summary>
    private static TimeSpan DelayAfter(int failures, TimeSpan every, UpstreamException fault)
    {
        var growing = FirstDelay * (1 << Math.Min(failures, MostDoublings));
        var delay = growing < every ? growing : every;
        return fault is UpstreamUnavailableException { RetryAfter: { } asked } && asked > delay ? asked : delay;
    }
}
