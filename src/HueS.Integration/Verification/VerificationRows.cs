using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>A row as it is written first: settled already, or put off.</summary>
internal sealed record NewVerification(NewCheck Check, byte[] Claim, Settlement? Settlement, byte[]? Registered);

/// <summary>Writes many rows of <c>verification</c> with one statement.</summary>
internal static class VerificationRows
{
    // No code holds it, so a list of codes can travel as one text.
    private const char Separator = ',';

    public static void Append(NpgsqlBatch batch, IReadOnlyList<NewVerification> rows) => batch.Add(
        """
        insert into verification (
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
          idempotency_key, request_index, claim_index, claim,
          outcome, reasons, name_grade, birth_date_grade, birth_date_precision, sex_agrees,
          registered, as_of, settled_at, source, rules_version)
        select
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, string_to_array(warnings, ','),
          idempotency_key, request_index, claim_index, claim,
          outcome, string_to_array(reasons, ','), name_grade, birth_date_grade, birth_date_precision, sex_agrees,
          registered, as_of, settled_at, source, rules_version
        from unnest(
          $1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
          $9::text[], $10::text[], $11::bytea[], $12::bytea[], $13::bytea[], $14::text[], $15::text[], $16::text[],
          $17::text[], $18::text[], $19::bool[], $20::bytea[], $21::timestamptz[], $22::timestamptz[], $23::text[], $24::text[])
          as row (
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
          idempotency_key, request_index, claim_index, claim,
          outcome, reasons, name_grade, birth_date_grade, birth_date_precision, sex_agrees,
          registered, as_of, settled_at, source, rules_version)
        """,
        Column(rows, row => row.Check.Case.Id),
        Column(rows, row => row.Check.Case.ClientId),
        Column(rows, row => row.Check.Case.SubjectId),
        Column(rows, row => row.Check.Case.Purpose),
        Column(rows, row => row.Check.Case.CaseReference),
        Column(rows, row => row.Check.Case.Receipt),
        Column(rows, row => row.Check.Case.CreatedAt),
        Column(rows, row => row.Check.Case.Deadline),
        Column(rows, row => string.Join(Separator, row.Check.Case.Warnings)),
        Column(rows, row => row.Check.IdempotencyKey),
        Column(rows, row => row.Check.RequestIndex),
        Column(rows, row => row.Check.ClaimIndex),
        Column(rows, row => row.Claim),
        Column(rows, row => row.Settlement?.Decision.Outcome.ToString()),
        Column(rows, row => row.Settlement is { } end ? string.Join(Separator, end.Decision.Reasons) : null),
        Column(rows, row => row.Settlement?.Decision.Grades?.Name.ToString()),
        Column(rows, row => row.Settlement?.Decision.Grades?.BirthDate?.Grade.ToString()),
        Column(rows, row => row.Settlement?.Decision.Grades?.BirthDate?.SharedPrecision.ToString()),
        Column(rows, row => row.Settlement?.Decision.Grades?.SexAgrees),
        Column(rows, row => row.Registered),
        Column(rows, row => row.Settlement?.AsOf),
        Column(rows, row => row.Settlement?.SettledAt),
        Column(rows, row => row.Settlement?.Source.ToString()),
        Column(rows, row => row.Settlement?.RulesVersion));

    private static T[] Column<T>(IReadOnlyList<NewVerification> rows, Func<NewVerification, T> value)
    {
        var column = new T[rows.Count];
        for (var place = 0; place < column.Length; place++)
            column[place] = value(rows[place]);
        return column;
    }
}
