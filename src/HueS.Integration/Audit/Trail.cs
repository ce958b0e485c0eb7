using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Audit;

/// <summary>
/// The append-only trail. Rows are written in the transaction of what they tell of, so that neither exists without the other.
/// </summary>
internal sealed class Trail(OfficerStore officers)
{
    private const int MostRows = 500;

    public async Task WriteAsync(NpgsqlConnection connection, AuditEntry entry, CancellationToken cancellationToken)
    {
        Guid? officer = entry.Actor.Officer is { } account
            ? await officers.OfAsync(connection, account, cancellationToken)
            : null;
        await using var batch = new NpgsqlBatch(connection);
        Append(batch, [(entry, officer)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rows for a batch that writes what they tell of.</summary>
    public static void Append(NpgsqlBatch batch, IReadOnlyList<(AuditEntry Entry, Guid? OfficerId)> rows) => batch.Add(
        """
        insert into audit (id, action, client_id, officer_id, purpose, case_reference, subject_id, target, note)
        select * from unnest(
          $1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[])
        """,
        rows.Select(_ => Guid.CreateVersion7()).ToArray(),
        rows.Select(row => row.Entry.Action).ToArray(),
        rows.Select(row => row.Entry.Actor.ClientId).ToArray(),
        rows.Select(row => row.OfficerId).ToArray(),
        rows.Select(row => row.Entry.Purpose).ToArray(),
        rows.Select(row => row.Entry.CaseReference).ToArray(),
        rows.Select(row => row.Entry.SubjectId).ToArray(),
        rows.Select(row => row.Entry.Target).ToArray(),
        rows.Select(row => row.Entry.Note).ToArray());

    /// <summary>Whether any of these was done about somebody after a moment of the database's clock.</summary>
    public async Task<bool> HappenedSinceAsync(
        NpgsqlConnection connection,
        Guid subjectId,
        string[] actions,
        DateTimeOffset since,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select true from audit where subject_id = $1 and at > $3 and action = any($2) limit 1",
            [subjectId, actions, since],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>Whether any of these was done to a target.</summary>
    public Task<bool> HasAsync(NpgsqlConnection connection, string target, string[] actions, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select exists (select from audit where target = $1 and action = any($2))",
            [target, actions],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>What happened to a target, oldest first, looks at it left out; the newest rows, where there are very many.</summary>
    public async Task<List<TrailRow>> ListAsync(NpgsqlConnection connection, string target, CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync(
            """
            select at, action, note
            from audit
            where target = $1
              and action not like '%.disclosed'
              and action <> 'verification.explained'
            order by at desc, id desc
            limit $2
            """,
            [target, MostRows],
            row => new TrailRow(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.ObjectOrNull<string>(2)),
            cancellationToken);
        rows.Reverse();
        return rows;
    }
}

/// <summary>A line of the trail, without whom and by whom.</summary>
internal sealed record TrailRow(DateTimeOffset At, string Action, string? Note);
