using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>The table <c>record_key</c>.</summary>
internal sealed class RecordKeyStore
{
    /// <summary>Makes these all the keys of a record.</summary>
    public static void AppendReplace(NpgsqlBatch batch, Guid recordId, IReadOnlyCollection<byte[]> keys)
    {
        batch.Add("delete from record_key where record_id = $1 and key <> all($2)", recordId, keys.ToArray());
        batch.Add(
            "insert into record_key (key, record_id) select distinct key, $1 from unnest($2::bytea[]) as kept (key) on conflict do nothing",
            recordId,
            keys.ToArray());
    }

    /// <summary>Records that share one of the keys, at most so many a key.</summary>
    public Task<List<Guid>> SharingAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<byte[]> keys,
        int mostEach,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select distinct sharing.record_id
            from unnest($1::bytea[]) as asked (key)
            cross join lateral (
              select record_id
              from record_key
              where record_key.key = asked.key
              limit $2) as sharing
            """,
            [keys.ToArray(), mostEach],
            row => row.GetGuid(0),
            cancellationToken);
}
