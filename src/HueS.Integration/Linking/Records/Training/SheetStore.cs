using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Records.Training;

/// <summary>What keeping a list changed.</summary>
internal sealed record SheetCounts(int Created, int Changed, int Unchanged);

/// <summary>A list that was kept.</summary>
/// <param name="RequestIndex">A blind index of all that was asked: sent again under its key, it must be the same.</param>
/// <param name="Doubts">Row, field and code of each; never what was written.</param>
internal sealed record KeptSheet(Guid Id, byte[] RequestIndex, SheetCounts Counts, IReadOnlyList<SheetDoubt> Doubts);

/// <summary>The table <c>record_sheet</c>.</summary>
internal sealed class SheetStore
{
    /// <summary>Takes the key for this list; <c>false</c>: another list of the client has it.</summary>
    public async Task<bool> AddAsync(
        NpgsqlConnection connection,
        string clientId,
        string? idempotencyKey,
        Guid id,
        byte[] requestIndex,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            insert into record_sheet (id, client_id, idempotency_key, request_index)
            values ($1, $2, $3, $4)
            on conflict (client_id, idempotency_key) do nothing
            """,
            [id, clientId, idempotencyKey, requestIndex],
            cancellationToken) == 1;

    /// <summary>Notes what keeping it changed.</summary>
    public Task KeepAsync(NpgsqlConnection connection, KeptSheet sheet, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update record_sheet
            set created = $2,
                changed = $3,
                unchanged = $4,
                doubt_rows = $5,
                doubt_fields = $6,
                doubt_codes = $7
            where id = $1
            """,
            [
                sheet.Id,
                sheet.Counts.Created,
                sheet.Counts.Changed,
                sheet.Counts.Unchanged,
                sheet.Doubts.Select(doubt => doubt.Row).ToArray(),
                sheet.Doubts.Select(doubt => doubt.Doubt.Field.ToString()).ToArray(),
                sheet.Doubts.Select(doubt => doubt.Doubt.Warning.ToString()).ToArray(),
            ],
            cancellationToken);

    public async Task<KeptSheet> FindAsync(
        NpgsqlConnection connection,
        string clientId,
        string idempotencyKey,
        CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            """
            select id, request_index, created, changed, unchanged, doubt_rows, doubt_fields, doubt_codes
            from record_sheet
            where client_id = $1
              and idempotency_key = $2
            """,
            [clientId, idempotencyKey],
            Read,
            cancellationToken))!;

    private static KeptSheet Read(NpgsqlDataReader row)
    {
        var (rows, fields, codes) = (row.GetFieldValue<int[]>(5), row.GetFieldValue<string[]>(6), row.GetFieldValue<string[]>(7));
        return new KeptSheet(
            row.GetGuid(0),
            row.GetFieldValue<byte[]>(1),
            new SheetCounts(row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)),
            [.. rows.Select((number, at) => new SheetDoubt(
                number,
                new Upstreams.Records.HolderDoubt(
                    Enum.Parse<Upstreams.Records.HolderField>(fields[at]),
                    Enum.Parse<Upstreams.Records.HolderWarning>(codes[at]))))]);
    }
}
