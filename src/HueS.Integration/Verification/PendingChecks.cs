using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>A page of checks; <see cref="Next"/> is where the following one starts.</summary>
internal sealed record CheckPage(IReadOnlyList<VerificationCase> Checks, Guid? Next);

/// <summary>What became of a wish about a waiting check.</summary>
internal abstract record WishResult
{
    private WishResult()
    {
    }

    public sealed record Done(VerificationCase Case) : WishResult;

    /// <summary>The check has its answer, or was withdrawn.</summary>
    public sealed record Ended(VerificationCase Case) : WishResult;

    /// <summary>There is no such check of this client.</summary>
    public sealed record NotFound : WishResult;
}

/// <summary>What a client may do about its checks that wait: see them, ask for one now, take one back.</summary>
internal sealed class PendingChecks(
    Database database,
    VerificationStore store,
    CheckQueue queue,
    Trail trail,
    EventStore events,
    Expectation expectation,
    TimeProvider time)
{
    public async Task<CheckPage> ListAsync(
        Actor actor,
        TimeSpan olderThan,
        Guid? after,
        int limit,
        CancellationToken cancellationToken)
    {
        var page = await database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var found = await store.ListPendingAsync(
                    connection, actor.ClientId, time.GetUtcNow() - olderThan, after, limit + 1, token);
                var shown = found.Take(limit).ToList();
                var standings = await queue.StandingsAsync(connection, [.. shown.Select(check => check.Id)], token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.VerificationsListed, actor, Note: $"pending {shown.Count}"),
                    token);
                return new CheckPage(
                    [.. shown.Select(check => check with { Standing = standings.GetValueOrDefault(check.Id) })],
                    found.Count > limit ? shown[^1].Id : null);
            },
            cancellationToken);
        // Outside the transaction: the forecast may need a connection of its own.
        var expected = new List<VerificationCase>();
        foreach (var check in page.Checks)
            expected.Add(await expectation.OfAsync(check, actor.Pool, cancellationToken));
        return page with { Checks = expected };
    }

    /// <summary>Asks for the check as soon as its turn comes; it keeps its place and pays from the same quota.</summary>
    public Task<WishResult> RetryAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        WishAsync(
            actor,
            id,
            AuditAction.VerificationRetried,
            EventKind.VerificationRetried,
            (connection, found, token) => queue.HastenAsync(connection, found, token),
            cancellationToken);

    /// <summary>Takes the check back. A question already under way is answered to nobody.</summary>
    public Task<WishResult> WithdrawAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        WishAsync(
            actor,
            id,
            AuditAction.VerificationWithdrawn,
            EventKind.VerificationWithdrawn,
            async (connection, found, token) =>
                await queue.WithdrawAsync(connection, found, token)
                && await store.WithdrawAsync(connection, id, time.GetStoredNow(), token),
            cancellationToken);

    private async Task<WishResult> WishAsync(
        Actor actor,
        Guid id,
        string action,
        string eventKind,
        Func<NpgsqlConnection, VerificationCase, CancellationToken, Task<bool>> change,
        CancellationToken cancellationToken)
    {
        var result = await database.TransactAsync<WishResult>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await store.FindAsync(connection, id, token) is not { } found || found.ClientId != actor.ClientId)
                    return new WishResult.NotFound();
                var changed = found.IsPending && await change(connection, found, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        changed ? action : AuditAction.VerificationDisclosed,
                        actor,
                        found.Purpose,
                        found.CaseReference,
                        found.SubjectId,
                        id.ToString()),
                    token);
                if (changed)
                    await events.AppendAsync(connection, eventKind, actor.ClientId, id, token);
                var now = (await store.FindAsync(connection, id, token))!;
                if (now.IsPending)
                    now = now with { Standing = await queue.StandingAsync(connection, now, token) };
                return changed ? new WishResult.Done(now) : new WishResult.Ended(now);
            },
            cancellationToken);
        return result is WishResult.Done done
            ? new WishResult.Done(await expectation.OfAsync(done.Case, actor.Pool, cancellationToken))
            : result;
    }
}
