using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>The table <c>citizen_walk</c>: how far the records that may be a citizen's were looked up, where they are many.</summary>
internal sealed class CitizenWalkStore
{
    /// <summary>The last record that was looked up; <c>null</c> at the beginning.</summary>
    public Task<Guid?> FindAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.FirstAsync<Guid?>(
            "select after from citizen_walk where citizen_id = $1",
            [citizenId],
            row => row.GetGuid(0),
            cancellationToken);

    public Task AdvanceAsync(NpgsqlConnection connection, Guid citizenId, Guid after, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into citizen_walk (citizen_id, after)
            values ($1, $2)
            on conflict (citizen_id) do update set after = excluded.after
            """,
            [citizenId, after],
            cancellationToken);

    public Task EndAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("delete from citizen_walk where citizen_id = $1", [citizenId], cancellationToken);
}
