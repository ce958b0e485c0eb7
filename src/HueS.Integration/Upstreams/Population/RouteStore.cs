using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Where a route was stopped, by which request, and since when it runs again.</summary>
internal sealed record RouteStanding(
    string Route,
    DateTimeOffset QuarantinedAt,
    string Operation,
    string RequestId,
    DateTimeOffset? ReleasedAt)
{
    public bool IsStopped => ReleasedAt is null;
}

/// <summary>Routes that were ever stopped; one that never was has no row.</summary>
internal sealed class RouteStore
{
    public Task<RouteStanding?> StandingAsync(NpgsqlConnection connection, string route, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            """
            select route, quarantined_at, operation, request_id, released_at
            from register_route
            where route = $1
            """,
            [route],
            row => new RouteStanding(
                row.GetString(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2),
                row.GetString(3),
                row.ValueOrNull<DateTimeOffset>(4)),
            cancellationToken);

    /// <summary><c>false</c>: the route was stopped already, and what stopped it first stays on record.</summary>
    public async Task<bool> StopAsync(NpgsqlConnection connection, Incident incident, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            insert into register_route (route, quarantined_at, operation, request_id, answer_hash)
            values ($1, clock_timestamp(), $2, $3, $4)
            on conflict (route) do update
            set quarantined_at = excluded.quarantined_at,
                operation = excluded.operation,
                request_id = excluded.request_id,
                answer_hash = excluded.answer_hash,
                released_at = null
            where register_route.released_at is not null
            """,
            [incident.Route, incident.Operation, incident.RequestId, incident.AnswerHash],
            cancellationToken) == 1;

    /// <summary><c>false</c>: the route was not stopped.</summary>
    public async Task<bool> ReleaseAsync(NpgsqlConnection connection, string route, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update register_route
            set released_at = clock_timestamp()
            where route = $1
              and released_at is null
            """,
            [route],
            cancellationToken) == 1;
}
