using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>The table <c>citizen_key</c>.</summary>
internal sealed class CitizenKeyStore
{
    /// <summary>Makes these all the keys of a citizen.</summary>
    public static void AppendReplace(NpgsqlBatch batch, Guid citizenId, IReadOnlyCollection<byte[]> keys)
    {
        batch.Add("delete from citizen_key where citizen_id = $1 and key <> all($2)", citizenId, keys.ToArray());
        batch.Add(
            "insert into citizen_key (key, citizen_id) select distinct key, $1 from unnest($2::bytea[]) as kept (key) on conflict do nothing",
            citizenId,
            keys.ToArray());
    }

    /// <summary>Who shares one of the keys, those of the first keys first; a key that more than <paramref name="most"/> share finds nobody.</summary>
    public Task<List<Guid>> SharingAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<byte[]> keys,
        int most,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select sharing.citizen_id
            from unnest($1::bytea[]) with ordinality as asked (key, place)
            cross join lateral (
              select citizen_id, count(*) over () as sharers
              from (
                select citizen_id
                from citizen_key
                where citizen_key.key = asked.key
                limit $2 + 1) as first_ones) as sharing
            where sharing.sharers <= $2
            group by sharing.citizen_id
            order by min(asked.place), sharing.citizen_id
            """,
            [keys.ToArray(), most],
            row => row.GetGuid(0),
            cancellationToken);
}
