using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>Why machines link nothing for somebody. The names are stored; they never change.</summary>
internal enum LinkingHold
{
    None,

    /// <summary>The citizen asked for it.</summary>
    Frozen,

    /// <summary>A person the law protects.</summary>
    Protected,
}

/// <summary>The table <c>linking_hold</c>.</summary>
internal sealed class HoldStore
{
    /// <summary>Of these citizens, those for whom machines link nothing.</summary>
    public async Task<Dictionary<Guid, LinkingHold>> AmongAsync(
        NpgsqlConnection connection,
        Guid[] citizenIds,
        CancellationToken cancellationToken) =>
        (await connection.ListAsync(
            "select citizen_id, kind from linking_hold where citizen_id = any($1)",
            [citizenIds],
            row => KeyValuePair.Create(row.GetGuid(0), Enum.Parse<LinkingHold>(row.GetString(1))),
            cancellationToken)).ToDictionary();

    public Task SetAsync(NpgsqlConnection connection, Guid citizenId, LinkingHold hold, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into linking_hold (citizen_id, kind)
            values ($1, $2)
            on conflict (citizen_id) do update set kind = excluded.kind
            """,
            [citizenId, hold.ToString()],
            cancellationToken);

    public Task LiftAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("delete from linking_hold where citizen_id = $1", [citizenId], cancellationToken);
}
