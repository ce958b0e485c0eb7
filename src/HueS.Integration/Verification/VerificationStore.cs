using HueS.Integration.Identity;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>A new row of <c>verification</c>, before anything was asked.</summary>
internal sealed record NewVerification(
    VerificationCase Case,
    string? IdempotencyKey,
    byte[] RequestIndex,
    byte[] ClaimIndex,
    byte[] Claim);

/// <summary>The table <c>verification</c>. Enum names are stored as they stand in the code; renaming one needs a migration.</summary>
internal sealed class VerificationStore
{
    public const string IdempotencyConstraint = "verification_idempotency";
    public const string ReceiptConstraint = "verification_receipt";

    private const string CaseColumns =
        """
        id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
        outcome, reasons, name_grade, birth_date_grade, birth_date_precision, sex_agrees,
        as_of, settled_at, source, rules_version
        """;

    public Task InsertAsync(NpgsqlConnection connection, NewVerification added, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into verification (
              id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
              idempotency_key, request_index, claim_index, claim)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                added.Case.Id,
                added.Case.ClientId,
                added.Case.SubjectId,
                added.Case.Purpose,
                added.Case.CaseReference,
                added.Case.Receipt,
                added.Case.CreatedAt,
                added.Case.Deadline,
                added.Case.Warnings.Select(warning => warning.ToString()).ToArray(),
                added.IdempotencyKey,
                added.RequestIndex,
                added.ClaimIndex,
                added.Claim,
            ],
            cancellationToken);

    /// <summary>Writes the end of a check; a check that has one already keeps it and <c>false</c> is answered.</summary>
    public async Task<bool> SettleAsync(
        NpgsqlConnection connection,
        Guid id,
        Settlement settlement,
        byte[]? registered,
        CancellationToken cancellationToken)
    {
        var grades = settlement.Decision.Grades;
        return await connection.ExecuteAsync(
            """
            update verification
            set outcome = $2,
                reasons = $3,
                name_grade = $4,
                birth_date_grade = $5,
                birth_date_precision = $6,
                sex_agrees = $7,
                registered = $8,
                as_of = $9,
                settled_at = $10,
                source = $11,
                rules_version = $12
            where id = $1
              and outcome is null
            """,
            [
                id,
                settlement.Decision.Outcome.ToString(),
                settlement.Decision.Reasons.Select(reason => reason.ToString()).ToArray(),
                grades?.Name.ToString(),
                grades?.BirthDate?.Grade.ToString(),
                grades?.BirthDate?.SharedPrecision.ToString(),
                grades?.SexAgrees,
                registered,
                settlement.AsOf,
                settlement.SettledAt,
                settlement.Source.ToString(),
                settlement.RulesVersion,
            ],
            cancellationToken) == 1;
    }

    public Task<VerificationCase?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {CaseColumns} from verification where id = $1", [id], ReadCase, cancellationToken);

    /// <summary>The check a client asked for with this key, and the index of what it asked then.</summary>
    public async Task<(Guid Id, byte[] RequestIndex)?> FindByKeyAsync(
        NpgsqlConnection connection,
        string clientId,
        string idempotencyKey,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync<(Guid, byte[])?>(
            "select id, request_index from verification where client_id = $1 and idempotency_key = $2",
            [clientId, idempotencyKey],
            row => (row.GetGuid(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);

    /// <summary>The newest answer of the register about an equal claim, not older than <paramref name="since"/>.</summary>
    public Task<VerificationCase?> FindReusableAsync(
        NpgsqlConnection connection,
        string clientId,
        string purpose,
        byte[] claimIndex,
        DateTimeOffset since,
        CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            select {CaseColumns}
            from verification
            where client_id = $1
              and purpose = $2
              and claim_index = $3
              and source = 'Register'
              and as_of >= $4
            order by as_of desc
            limit 1
            """,
            [clientId, purpose, claimIndex, since],
            ReadCase,
            cancellationToken);

    public async Task<byte[]> ReadClaimAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            "select claim from verification where id = $1",
            [id],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken))!;

    /// <summary>The identity the register showed, sealed; absent where it showed none or the claim was not verified.</summary>
    public Task<byte[]?> ReadRegisteredAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select registered from verification where id = $1",
            [id],
            row => row.ObjectOrNull<byte[]>(0),
            cancellationToken);

    private static VerificationCase ReadCase(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetGuid(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetFieldValue<DateTimeOffset>(6),
        row.GetFieldValue<DateTimeOffset>(7),
        [.. row.GetFieldValue<string[]>(8).Select(Enum.Parse<WarningCode>)],
        row.IsDBNull(9) ? null : ReadSettlement(row));

    private static Settlement ReadSettlement(NpgsqlDataReader row)
    {
        Grades? grades = null;
        if (row.ObjectOrNull<string>(11) is { } name)
        {
            BirthDateComparison? birthDate = row.ObjectOrNull<string>(12) is { } grade
                ? new BirthDateComparison(Enum.Parse<BirthDateGrade>(grade), Enum.Parse<BirthDatePrecision>(row.GetString(13)))
                : null;
            grades = new Grades(Enum.Parse<NameGrade>(name), birthDate, row.ValueOrNull<bool>(14));
        }

        return new Settlement(
            new Decision(
                Enum.Parse<Outcome>(row.GetString(9)),
                [.. row.GetFieldValue<string[]>(10).Select(Enum.Parse<Reason>)],
                grades),
            row.ValueOrNull<DateTimeOffset>(15),
            row.GetFieldValue<DateTimeOffset>(16),
            Enum.Parse<AnswerSource>(row.GetString(17)),
            row.GetString(18));
    }
}
