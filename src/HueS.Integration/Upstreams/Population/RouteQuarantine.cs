using System.Collections.Concurrent;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Another citizen's data came back: what was asked, and a keyed hash of the answer.</summary>
internal sealed record Incident(string Route, string Operation, string RequestId, byte[] AnswerHash, string ClientId);

/// <summary>
/// Stops a route, on every node, from the first wrong person or an operator's word until an operator releases it. The node
/// that saw it stops at once, the others within a moment: a stop is looked up for many calls together.
/// </summary>
internal sealed class RouteQuarantine(
    Database database,
    RouteStore routes,
    Trail trail,
    TimeProvider time,
    ILogger<RouteQuarantine> logger)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, (bool IsStopped, long At)> _seen = new(StringComparer.Ordinal);

    // Kept until the database has them: should it fail in the very moment of an incident, the route stays stopped here all the same.
    private readonly ConcurrentDictionary<string, Incident> _unrecorded = new(StringComparer.Ordinal);

    public async Task RefuseIfStoppedAsync(string route, Pool pool, CancellationToken cancellationToken)
    {
        if (_unrecorded.TryGetValue(route, out var incident))
            await RecordAsync(incident, cancellationToken);
        if (!_seen.TryGetValue(route, out var seen) || time.GetElapsedTime(seen.At) >= Moment)
        {
            // The moment counts from before the look, or a stop that came during it would be missed for longer.
            var at = time.GetTimestamp();
            seen = (await StandingAsync(route, pool, cancellationToken) is { IsStopped: true }, at);
            _seen[route] = seen;
        }

        if (seen.IsStopped)
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
        _seen.TryRemove(route, out _);
        if (stopped)
            Log.RouteStoppedByHand(logger, route, reason);
        return stopped;
    }

    /// <summary><c>false</c>: the route was not stopped.</summary>
    public async Task<bool> ReleaseAsync(string route, Actor actor, CancellationToken cancellationToken)
    {
        var released = await database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var runs = await routes.ReleaseAsync(connection, route, token);
                if (runs)
                    await trail.WriteAsync(connection, new AuditEntry(AuditAction.RouteReleased, actor, Target: route), token);
                return runs;
            },
            cancellationToken);
        _seen.TryRemove(route, out _);
        return released;
    }

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
        _seen.TryRemove(incident.Route, out _);
        _unrecorded.TryRemove(KeyValuePair.Create(incident.Route, incident));
    }
}
