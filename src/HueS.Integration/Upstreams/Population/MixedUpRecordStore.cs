using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Upstreams.Population;

/// <summary>The table <c>mixed_up_record</c>: about whom the register answered with another citizen's data.</summary>
internal sealed class MixedUpRecordStore
{
    /// <summary>
    /// Notes the incident, and answers whether the question had been asked anew since the same happened within the window
    /// before. Two at once are noted one after the other; the same one noted again changes nothing.
    /// </summary>
    /// <param name="isStopped">Whether its route is stopped already: then another question under way met what the first one did.</param>
    public async Task<bool> NoteAsync(
        NpgsqlConnection connection,
        Incident incident,
        bool isStopped,
        TimeSpan window,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            """
            insert into mixed_up_record as kept (subject_id, route, request_id, seen_at, times)
            values ($1, $2, $3, clock_timestamp(), 1)
            on conflict (subject_id) do update
            set times = case
                  when kept.request_id = excluded.request_id then kept.times
                  when kept.seen_at < clock_timestamp() - $5 then 1
                  when kept.route = excluded.route and $4 then kept.times
                  else kept.times + 1 end,
                route = excluded.route,
                request_id = excluded.request_id,
                seen_at = clock_timestamp()
            returning times > 1
            """,
            [incident.SubjectId, incident.Route, incident.RequestId, isStopped, window],
            row => row.GetBoolean(0),
            cancellationToken);

    public Task ForgetAsync(NpgsqlConnection connection, Guid subjectId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("delete from mixed_up_record where subject_id = $1", [subjectId], cancellationToken);
}
