using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification.Batches;

/// <summary>A row that cannot be checked, and why: never what it held.</summary>
internal sealed record Rejection(int RowNo, IReadOnlyList<RowProblem> Problems);

/// <summary>The table <c>batch_rejection</c>.</summary>
internal sealed class RejectionStore
{
    private const char Separator = ',';

    public Task InsertAsync(NpgsqlConnection connection, Guid batchId, IReadOnlyCollection<Rejection> added, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into batch_rejection (batch_id, row_no, fields, codes)
            select $1, row_no, string_to_array(fields, ','), string_to_array(codes, ',')
            from unnest($2::int[], $3::text[], $4::text[]) as added (row_no, fields, codes)
            """,
            [
                batchId,
                added.Select(row => row.RowNo).ToArray(),
                added.Select(row => string.Join(Separator, row.Problems.Select(problem => problem.Field?.ToString() ?? "Row"))).ToArray(),
                added.Select(row => string.Join(Separator, row.Problems.Select(problem => problem.Code))).ToArray(),
            ],
            cancellationToken);

    /// <summary>By row, behind <paramref name="after"/> up to <paramref name="upTo"/>, at most so many.</summary>
    public Task<List<Rejection>> ListAsync(
        NpgsqlConnection connection,
        Guid batchId,
        int after,
        int upTo,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select row_no, fields, codes
            from batch_rejection
            where batch_id = $1
              and row_no > $2
              and row_no <= $3
            order by row_no
            limit $4
            """,
            [batchId, after, upTo, limit],
            row => new Rejection(
                row.GetInt32(0),
                [.. row.GetFieldValue<string[]>(1).Zip(row.GetFieldValue<string[]>(2), ReadProblem)]),
            cancellationToken);

    private static RowProblem ReadProblem(string field, string code) =>
        new(Enum.TryParse<BatchField>(field, out var known) ? known : null, code);
}
