using HueS.Integration.Audit;
using HueS.Integration.Storage;

namespace HueS.Integration.Upstreams.Quota;

/// <summary>Takes one node's part of an upstream's quota, for everybody who waits there.</summary>
internal delegate Task<Drawn> DrawQuota(string upstream, Draw draw, CancellationToken cancellationToken);

/// <summary>The quotas all nodes share, and what operators change about them.</summary>
internal sealed class QuotaLedger(Database database, QuotaStore store, Trail trail)
{
    public async Task<Drawn> DrawAsync(string upstream, Draw draw, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(draw.Pool, cancellationToken);
        if (await store.DrawAsync(connection, upstream, draw, cancellationToken) is { } drawn)
            return drawn;

        await store.AddAsync(connection, upstream, draw.Terms.Burst, cancellationToken);
        return await store.DrawAsync(connection, upstream, draw, cancellationToken)
            ?? throw new InvalidOperationException("The quota's row was deleted while it was being drawn from.");
    }

    public async Task<QuotaStanding?> StandingAsync(string upstream, Pool pool, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(pool, cancellationToken);
        return await store.StandingAsync(connection, upstream, cancellationToken);
    }

    /// <summary>Allows less than the settings do, or as much again; <c>null</c>: the cap is not the expected one any more.</summary>
    /// <param name="route">How operators call the upstream.</param>
    public Task<int?> CapAsync(
        string upstream,
        string route,
        QuotaCap cap,
        int burst,
        int? expectedVersion,
        Actor actor,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                await store.AddAsync(connection, upstream, burst, token);
                var version = await store.CapAsync(connection, upstream, cap, expectedVersion, token);
                if (version is not null)
                    await trail.WriteAsync(connection, new AuditEntry(AuditAction.RouteCapped, actor, Target: route, Note: Describe(cap)), token);
                return version;
            },
            cancellationToken);

    private static string Describe(QuotaCap cap) =>
        cap.IsNone ? "none" : FormattableString.Invariant($"second={cap.PerSecond} day={cap.PerDay} until={cap.Until:O}");
}
