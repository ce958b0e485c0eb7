using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>Who shares one of some keys, those of the first keys first.</summary>
/// <param name="IsWhole">No key was passed over because too many share it.</param>
internal sealed record Sharing(IReadOnlyList<Guid> CitizenIds, bool IsWhole)
{
    public static Sharing Nobody { get; } = new([], true);
}

/// <summary>The table <c>citizen_key</c>.</summary>
internal sealed class CitizenKeyStore
{
    /// <summary>A key that more citizens share says nothing, and finds nobody.</summary>
    public const int MostSharing = 24;

    /// <summary>Makes these all the keys of a citizen.</summary>
    public static void AppendReplace(NpgsqlBatch batch, Guid citizenId, IReadOnlyCollection<byte[]> keys)
    {
        batch.Add("delete from citizen_key where citizen_id = $1 and key <> all($2)", citizenId, keys.ToArray());
        batch.Add(
            "insert into citizen_key (key, citizen_id) select distinct key, $1 from unnest($2::bytea[]) as kept (key) on conflict do nothing",
            citizenId,
            keys.ToArray());
    }

    /// <summary>The keys of a citizen.</summary>
    public Task<List<byte[]>> ListAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select key from citizen_key where citizen_id = $1 order by key",
            [citizenId],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken);

    public async Task<Sharing> SharingAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<byte[]> keys,
        CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return Sharing.Nobody;
        // A key that was passed over leaves a row without anybody.
        var found = await connection.ListAsync(
            """
            select case when sharing.sharers <= $2 then sharing.citizen_id end as citizen_id
            from unnest($1::bytea[]) with ordinality as asked (key, place)
            cross join lateral (
              select citizen_id, count(*) over () as sharers
              from (
                select citizen_id
                from citizen_key
                where citizen_key.key = asked.key
                limit $2 + 1) as first_ones) as sharing
            group by 1
            order by min(asked.place), 1
            """,
            [keys.ToArray(), MostSharing],
            row => row.ValueOrNull<Guid>(0),
            cancellationToken);
        return new Sharing([.. found.OfType<Guid>()], !found.Contains(null));
    }

    /// <summary>Those of the keys that are not passed over: only by them does a record lead to whoever has them.</summary>
    public Task<List<byte[]>> NarrowAsync(NpgsqlConnection connection, IReadOnlyCollection<byte[]> keys, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select asked.key
            from unnest($1::bytea[]) as asked (key)
            where (
              select count(*)
              from (
                select
                from citizen_key
                where citizen_key.key = asked.key
                limit $2 + 1) as sharers) <= $2
            """,
            [keys.ToArray(), MostSharing],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
}
