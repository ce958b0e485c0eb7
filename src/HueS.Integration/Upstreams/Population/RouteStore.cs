using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Upstreams.Population;

/// <summary>What stopped a route.</summary>
internal enum RouteStop
{
    /// <summary>It returned another citizen's data.</summary>
    WrongPerson,

    /// <summary>An operator's hand.</summary>
    Operator,
}

/// <summary>What stopped a route, since when, and since when it runs again.</summary>
/// <param name="Operation">What was asked when another citizen's data came back.</param>
/// <param name="RequestId">The question that was answered so.</param>
/// <param name="Reason">The operator's reason, a code.</param>
internal sealed record RouteStanding(
    string Route,
    DateTimeOffset QuarantinedAt,
    RouteStop Cause,
    string? Operation,
    string? RequestId,
    string? Reason,
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
            select route, quarantined_at, cause, operation, request_id, reason, released_at
            from register_route
            where route = $1
            """,
            [route],
            row => new RouteStanding(
                row.GetString(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2) == "operator" ? RouteStop.Operator : RouteStop.WrongPerson,
                row.ObjectOrNull<string>(3),
                row.ObjectOrNull<string>(4),
                row.ObjectOrNull<string>(5),
                row.ValueOrNull<DateTimeOffset>(6)),
            cancellationToken);

    /// <summary>
    /// <c>false</c>: another incident had stopped the route already, and stays on record. An operator's stop gives way to an
    /// incident, which must not be released as if it had been maintenance.
    /// </summary>
    public async Task<bool> StopAsync(NpgsqlConnection connection, Incident incident, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            insert into register_route (route, quarantined_at, cause, operation, request_id, answer_hash)
            values ($1, clock_timestamp(), 'wrong_person', $2, $3, $4)
            on conflict (route) do update
            set quarantined_at = excluded.quarantined_at,
                cause = excluded.cause,
                operation = excluded.operation,
                request_id = excluded.request_id,
                answer_hash = excluded.answer_hash,
                reason = null,
                released_at = null
            where register_route.released_at is not null
               or register_route.cause = 'operator'
            """,
            [incident.Route, incident.Operation, incident.RequestId, incident.AnswerHash],
            cancellationToken) == 1;

    /// <summary><c>false</c>: the route was stopped already, and what stopped it first stays on record.</summary>
    public async Task<bool> StopByHandAsync(NpgsqlConnection connection, string route, string reason, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            insert into register_route (route, quarantined_at, cause, reason)
            values ($1, clock_timestamp(), 'operator', $2)
            on conflict (route) do update
            set quarantined_at = excluded.quarantined_at,
                cause = excluded.cause,
                operation = null,
                request_id = null,
                answer_hash = null,
                reason = excluded.reason,
                released_at = null
            where register_route.released_at is not null
            """,
            [route, reason],
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
