using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>The table <c>record_key</c>.</summary>
internal sealed class RecordKeyStore
{
    /// <summary>Makes these all the keys of a record; none: nobody's records are looked for by it.</summary>
    public static void AppendReplace(NpgsqlBatch batch, Guid recordId, IReadOnlyCollection<byte[]> keys)
    {
        batch.Add("delete from record_key where record_id = $1 and key <> all($2)", recordId, keys.ToArray());
        batch.Add(
            "insert into record_key (key, record_id) select distinct key, $1 from unnest($2::bytea[]) as kept (key) on conflict do nothing",
            recordId,
            keys.ToArray());
    }

    public Task<bool> HasAnyAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select exists (select from record_key where record_id = $1)",
            [recordId],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>Records that share one key and none of some others, as far as a look at a few of the key's tells.</summary>
    public Task<List<Guid>> OthersAsync(
        NpgsqlConnection connection,
        byte[] key,
        IReadOnlyCollection<byte[]> besides,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            with sharing as materialized (
              select record_id
              from record_key
              where key = $1
              order by record_id desc
              limit 256)
            select record_id
            from sharing
            where not exists (
              select
              from record_key
              where record_key.record_id = sharing.record_id
                and record_key.key = any($2))
            limit $3
            """,
            [key, besides.ToArray(), limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>A page of the records that share one of the keys, in the order of their ids.</summary>
    public Task<List<Guid>> SharingAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<byte[]> keys,
        Guid? after,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select distinct page.record_id
            from (select distinct key from unnest($1::bytea[]) as given (key)) as asked
            cross join lateral (
              select record_id
              from record_key
              where record_key.key = asked.key
                and record_id > $2
              order by record_id
              limit $3) as page
            order by page.record_id
            limit $3
            """,
            [keys.ToArray(), after ?? Guid.Empty, limit],
            row => row.GetGuid(0),
            cancellationToken);
}
