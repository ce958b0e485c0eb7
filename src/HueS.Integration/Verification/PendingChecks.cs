using HueS.Integration.Access;
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
    EvenTime evenTime,
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
                // Twice, for the clocks of node and database may stand apart.
                var ended = await queue.ListEndedAsync(connection, 2 * EvenTimeOptions.LongestStep, token);
                var found = await store.ListPendingAsync(
                    connection, actor.ClientId, time.GetUtcNow() - olderThan, ended, after, limit + 1, token);
                var shown = found.Take(limit).Select(check => check.AsSeen(evenTime)).Where(check => check.IsPending).ToList();
                var standings = await queue.StandingsAsync(connection, [.. shown.Select(check => check.Id)], token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.VerificationsListed, actor, Note: $"pending {shown.Count}"),
                    token);
                return new CheckPage(
                    [.. shown.Select(check => check with { Standing = standings.GetValueOrDefault(check.Id) })],
                    found.Count > limit ? found[limit - 1].Id : null);
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
        if (await FindAsync(actor, id, cancellationToken) is not { } asked)
            return new WishResult.NotFound();
        // Done or refused at an even time, a wish tells nothing that a look would not.
        await evenTime.NextAsync(asked.ClientId, asked.Purpose, asked.CreatedAt, cancellationToken);
        var result = await TryAsync(actor, id, action, eventKind, change, cancellationToken);
        if (result is WishResult.Ended { Case: { Settlement: { } end } late })
            await evenTime.UntilSeenAsync(late.ClientId, late.Purpose, late.CreatedAt, end.SettledAt, cancellationToken);
        return result is WishResult.Done done
            ? new WishResult.Done(await expectation.OfAsync(done.Case, actor.Pool, cancellationToken))
            : result;
    }

    private Task<WishResult> TryAsync(
        Actor actor,
        Guid id,
        string action,
        string eventKind,
        Func<NpgsqlConnection, VerificationCase, CancellationToken, Task<bool>> change,
        CancellationToken cancellationToken) =>
        database.TransactAsync<WishResult>(
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

    private async Task<VerificationCase?> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await store.FindAsync(connection, id, cancellationToken) is { } found && found.ClientId == actor.ClientId ? found : null;
    }
}
