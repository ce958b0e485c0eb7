using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Records;

/// <summary>The table <c>record_absence</c>.</summary>
internal sealed class AbsenceStore
{
    /// <summary>These are missing in one more look, and no others of the system are.</summary>
    public async Task CountAsync(NpgsqlConnection connection, string system, IReadOnlyCollection<Guid> missing, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("delete from record_absence where system = $1 and record_id <> all($2)", system, missing.ToArray());
        batch.Add(
            """
            insert into record_absence (record_id, system)
            select missing.id, $1
            from unnest($2::uuid[]) as missing (id)
            order by missing.id
            on conflict (record_id) do update set looks = record_absence.looks + 1
            """,
            system,
            missing.ToArray());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes out some of those that were missing in so many looks on end.</summary>
    public Task<List<Guid>> TakeAsync(NpgsqlConnection connection, string system, int looks, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            delete from record_absence
            where record_id in (
              select record_id
              from record_absence
              where system = $1
                and looks >= $2
              order by record_id
              limit $3)
            returning record_id
            """,
            [system, looks, limit],
            row => row.GetGuid(0),
            cancellationToken);
}
