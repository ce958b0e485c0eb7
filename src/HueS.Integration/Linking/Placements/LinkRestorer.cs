using HueS.Integration.Audit;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Placements;

/// <summary>
/// Makes links again what they were before a machine changed them. A link that was not there stays as a row whose history tells
/// of it, and is closed: nobody sees it, and nobody is asked. A link that was changed since, by whomever, is left as it is.
/// </summary>
internal sealed class LinkRestorer(LinkStore links, LinkJournal journal, ReviewStore reviews, TimeProvider time)
{
    /// <summary>All of them or none. <c>false</c>: one of them was changed since, or people have taken up what it led to.</summary>
    public async Task<bool> RestoreAsync(NpgsqlConnection connection, Actor actor, IReadOnlyList<LinkTrace> traces, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. traces.Select(trace => trace.Id)];
        await reviews.HoldAsync(connection, ReviewSubject.Link, ids, cancellationToken);
        var now = new Dictionary<Guid, Link>();
        foreach (var id in ids.Order())
            now[id] = (await links.LockAsync(connection, id, cancellationToken))!;
        if (await reviews.IsAnyTouchedAsync(connection, ReviewSubject.Link, ids, cancellationToken))
            return false;
        foreach (var trace in traces)
        {
            if (!await IsFreeAsync(connection, trace, now[trace.Id], ids, cancellationToken))
                return false;
        }

        // A record is let go of before another citizen has it again.
        foreach (var trace in traces.OrderBy(trace => trace.Before is { } before && LinkLife.HoldsRecord(before.State)))
            await RestoreAsync(connection, actor, trace, now[trace.Id], cancellationToken);
        return true;
    }

    private async Task<bool> IsFreeAsync(NpgsqlConnection connection, LinkTrace trace, Link now, Guid[] restored, CancellationToken cancellationToken)
    {
        // Whatever happened since, by people, by a merge or by what the record or the citizen says now, is not known here.
        if (now.Version != trace.VersionAfter)
            return false;
        return trace.Before is not { } before
            || !LinkLife.HoldsRecord(before.State)
            || !(await links.ListOfRecordAsync(connection, now.System, now.RecordId, cancellationToken))
                .Exists(link => LinkLife.HoldsRecord(link.State) && !restored.Contains(link.Id));
    }

    private async Task RestoreAsync(NpgsqlConnection connection, Actor actor, LinkTrace trace, Link now, CancellationToken cancellationToken)
    {
        var restored = (trace.Before ?? now with { State = LinkState.Closed, ClosedFor = LinkReason.TakenBack, DecidedAt = time.GetStoredNow(), Doubt = null })
            with { Version = now.Version + 1 };
        await links.RestoreAsync(connection, restored, cancellationToken);
        await journal.WriteAsync(
            connection,
            actor,
            new LinkStep(
                ActionOf(now, restored), now.State, restored, time.GetStoredNow(), LinkChangeReason.DecidedByMistake, BackTo: trace.Before?.Version ?? 0),
            cancellationToken);
    }

    private static LinkAction ActionOf(Link now, Link restored) => (now.State, restored.State) switch
    {
        var (from, to) when from == to => restored.Doubt is null ? LinkAction.Settle : LinkAction.Question,
        (_, LinkState.Closed) => LinkAction.Close,
        (LinkState.Closed, _) => LinkAction.Reopen,
        _ => LinkAction.Decide,
    };
}
