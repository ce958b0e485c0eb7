using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>Why machines link nothing for somebody; both may hold at once, and the end of one is not the other's. The names are stored; they never change.</summary>
[Flags]
internal enum LinkingHold
{
    None = 0,

    /// <summary>The citizen asked for it.</summary>
    Frozen = 1,

    /// <summary>A person the law protects.</summary>
    Protected = 2,
}

/// <summary>The table <c>linking_hold</c>: a row for each reason.</summary>
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
            cancellationToken))
        .GroupBy(row => row.Key, row => row.Value)
        .ToDictionary(rows => rows.Key, rows => rows.Aggregate((one, other) => one | other));

    public Task AddAsync(NpgsqlConnection connection, Guid citizenId, LinkingHold hold, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into linking_hold (citizen_id, kind)
            select $1, unnest($2::text[])
            on conflict (citizen_id, kind) do nothing
            """,
            [citizenId, Names(hold)],
            cancellationToken);

    public Task LiftAsync(NpgsqlConnection connection, Guid citizenId, LinkingHold hold, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "delete from linking_hold where citizen_id = $1 and kind = any($2)",
            [citizenId, Names(hold)],
            cancellationToken);

    private static string[] Names(LinkingHold hold) =>
        [.. Enum.GetValues<LinkingHold>().Where(one => one != LinkingHold.None && hold.HasFlag(one)).Select(one => one.ToString())];
}
