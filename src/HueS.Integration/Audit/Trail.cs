using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Audit;

/// <summary>
/// The append-only trail. Rows are written in the transaction of what they tell of, so that neither exists without the other.
/// </summary>
internal sealed class Trail(OfficerStore officers)
{
    public async Task WriteAsync(NpgsqlConnection connection, AuditEntry entry, CancellationToken cancellationToken)
    {
        Guid? officer = entry.Actor.Officer is { } account
            ? await officers.OfAsync(connection, account, cancellationToken)
            : null;
        await connection.ExecuteAsync(
            """
            insert into audit (id, action, client_id, officer_id, purpose, case_reference, subject_id, target, note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Guid.CreateVersion7(),
                entry.Action,
                entry.Actor.ClientId,
                officer,
                entry.Purpose,
                entry.CaseReference,
                entry.SubjectId,
                entry.Target,
                entry.Note,
            ],
            cancellationToken);
    }
}
