using System.Collections.Concurrent;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Another citizen's data came back: what was asked, about whom, and a keyed hash of the answer.</summary>
internal sealed record Incident(string Route, string Operation, string RequestId, byte[] AnswerHash, string ClientId, Guid SubjectId);

/// <summary>
/// Stops a route, on every node, from the first wrong person or an operator's word until an operator releases it. The node
/// that saw it stops at once, the others within a moment: a stop is looked up for many calls together. One record the register
/// has mixed up stops one route, not one after another until nobody can ask anything.
/// </summary>
internal sealed class RouteQuarantine(
    Database database,
    RouteStore routes,
    MixedUpRecordStore records,
    Trail trail,
    IOptions<PopulationOptions> options,
    TimeProvider time,
    ILogger<RouteQuarantine> logger)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, (bool IsStopped, long At)> _seen = new(StringComparer.Ordinal);

    // Kept until the database has them: should it fail in the very moment of an incident, the route stays stopped here all the same.
    private readonly ConcurrentDictionary<string, Incident> _unrecorded = new(StringComparer.Ordinal);

    // Whose records this node has seen mixed up, and by which question. What other nodes saw ends with its time.
    private readonly ConcurrentDictionary<Guid, string> _doubted = new();

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

    /// <summary>
    /// Stops the route; <c>false</c> where the same question, asked anew, meets someone else again: then it is the record.
    /// Cannot be cancelled: the answer has been seen.
    /// </summary>
    public async Task<bool> StopAsync(Incident incident)
    {
        _unrecorded[incident.Route] = incident;
        try
        {
            return await RecordAsync(incident, CancellationToken.None);
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            Log.RouteQuarantined(logger, incident.Route, incident.RequestId);
            throw;
        }
    }

    /// <summary>The same question was answered rightly: it was the route, or the record is mended.</summary>
    public async ValueTask ClearAsync(Ask ask, string operation)
    {
        if (!_doubted.TryGetValue(ask.SubjectId, out var doubted) || doubted != operation)
            return;
        try
        {
            await using var connection = await database.OpenAsync(ask.Pool, CancellationToken.None);
            await records.ForgetAsync(connection, ask.SubjectId, CancellationToken.None);
            _doubted.TryRemove(ask.SubjectId, out _);
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            // The answer counts for more; the doubt ends with its time.
        }
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

    private async Task<bool> RecordAsync(Incident incident, CancellationToken cancellationToken)
    {
        var stops = await database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                var isStopped = await routes.StandingAsync(connection, incident.Route, token) is { IsStopped: true };
                var isRecord = await records.NoteAsync(connection, incident, isStopped, options.Value.RecordsDoubtedFor, token);
                if (!isRecord)
                    await routes.StopAsync(connection, incident, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        isRecord ? AuditAction.RecordMixedUp : AuditAction.RouteQuarantined,
                        Actor.Worker(incident.ClientId),
                        SubjectId: isRecord ? incident.SubjectId : null,
                        Target: incident.Route,
                        Note: incident.RequestId),
                    token);
                return !isRecord;
            },
            cancellationToken);
        if (stops)
            Log.RouteQuarantined(logger, incident.Route, incident.RequestId);
        else
            Log.RecordMixedUp(logger, incident.Route, incident.RequestId);
        _doubted[incident.SubjectId] = incident.Operation;
        _seen.TryRemove(incident.Route, out _);
        _unrecorded.TryRemove(KeyValuePair.Create(incident.Route, incident));
        return stops;
    }
}
