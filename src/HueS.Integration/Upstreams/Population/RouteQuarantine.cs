using System.Collections.Concurrent;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Another citizen's data came back: what was asked, and a keyed hash of the answer.</summary>
internal sealed record Incident(string Route, string Operation, string RequestId, byte[] AnswerHash, string ClientId);

/// <summary>
/// Stops a route, on every node, from the first wrong person or an operator's word until an operator releases it.
/// </summary>
internal sealed class RouteQuarantine(
    Database database,
    RouteStore routes,
    Trail trail,
    ILogger<RouteQuarantine> logger)
{
    // Kept until the database has them: should it fail in the very moment of an incident, the route stays stopped here all the same.
    private readonly ConcurrentDictionary<string, Incident> _unrecorded = new(StringComparer.Ordinal);

    public async Task RefuseIfStoppedAsync(string route, Pool pool, CancellationToken cancellationToken)
    {
        if (_unrecorded.TryGetValue(route, out var incident))
            await RecordAsync(incident, cancellationToken);
        if (await StandingAsync(route, pool, cancellationToken) is { IsStopped: true })
            throw new UpstreamUnavailableException(UnavailableReason.Quarantined);
    }

    /// <summary>Cannot be cancelled: the answer has been seen.</summary>
    public async Task StopAsync(Incident incident)
    {
        Log.RouteQuarantined(logger, incident.Route, incident.RequestId);
        _unrecorded[incident.Route] = incident;
        await RecordAsync(incident, CancellationToken.None);
    }

    /// <summary><c>false</c>: the route was stopped already, and what stopped it first stays on record.</summary>
    public async Task<bool> StopByHandAsync(string route, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var stopped = await database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var stops = await routes.StopByHandAsync(connection, route, reason, token);
                if (stops)
                    await trail.WriteAsync(connection, new AuditEntry(AuditAction.RouteStopped, actor, Target: route, Note: reason), token);
                return stops;
            },
            cancellationToken);
        if (stopped)
            Log.RouteStoppedByHand(logger, route, reason);
        return stopped;
    }

    /// <summary><c>false</c>: the route was not stopped.</summary>
    public Task<bool> ReleaseAsync(string route, Actor actor, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var released = await routes.ReleaseAsync(connection, route, token);
                if (released)
                    await trail.WriteAsync(connection, new AuditEntry(AuditAction.RouteReleased, actor, Target: route), token);
                return released;
            },
            cancellationToken);

    /// <summary><c>null</c>: the route was never stopped.</summary>
    public async Task<RouteStanding?> StandingAsync(string route, Pool pool, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(pool, cancellationToken);
        return await routes.StandingAsync(connection, route, cancellationToken);
    }

    private async Task RecordAsync(Incident incident, CancellationToken cancellationToken)
    {
        await database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                await routes.StopAsync(connection, incident, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        AuditAction.RouteQuarantined,
                        Actor.Worker(incident.ClientId),
                        Target: incident.Route,
                        Note: incident.RequestId),
                    token);
            },
            cancellationToken);
        _unrecorded.TryRemove(KeyValuePair.Create(incident.Route, incident));
    }
}
