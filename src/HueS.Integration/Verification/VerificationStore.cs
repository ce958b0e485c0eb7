using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>A row as it is written first: settled already, or put off.</summary>
internal sealed record NewVerification(NewCheck Check, byte[] Claim, Settlement? Settlement, byte[]? Registered);

/// <summary>A row of a list: kept before anyone asked, for lists are asked for as the quota allows.</summary>
internal sealed record NewListedVerification(NewCheck Check, byte[] Claim, int RowNo, string? Reference);

/// <summary>A row of a list, its check and how that ended.</summary>
internal sealed record ListedVerification(
    Guid Id,
    int RowNo,
    string? Reference,
    string Receipt,
    Outcome? Outcome,
    IReadOnlyList<Reason> Reasons,
    DateTimeOffset? AsOf,
    bool Withdrawn,
    IReadOnlyList<WarningCode> Warnings,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SettledAt)
{
    /// <summary>The row as its client may see it by now.</summary>
    public ListedVerification AsSeen(Func<DateTimeOffset, DateTimeOffset, bool> isSeen) =>
        SettledAt is { } ended && !isSeen(CreatedAt, ended) ? this with { Outcome = null, Reasons = [], AsOf = null } : this;
}

/// <summary>The table <c>verification</c>. Enum names are stored as they stand in the code; renaming one needs a migration.</summary>
internal sealed class VerificationStore
{
    public const string IdempotencyConstraint = "verification_idempotency";
    public const string ReceiptConstraint = "verification_receipt";

    // No code holds it, so a list of codes can travel as one text.
    private const char Separator = ',';

    private const string CaseColumns =
        """
        id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
        outcome, reasons, name_grade, birth_date_grade, birth_date_precision, sex_agrees,
        as_of, settled_at, source, rules_version, withdrawn_at, birth_date_less_known, ward_grade, batch_id
        """;

    /// <summary>Rows for a batch: however many checks end at a moment, they are one statement.</summary>
    public static void Append(NpgsqlBatch batch, IReadOnlyList<NewVerification> rows) => batch.Add(
        """
        insert into verification (
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
          idempotency_key, request_index, claim_index, claim,
          outcome, reasons, name_grade, birth_date_grade, birth_date_precision, sex_agrees,
          registered, as_of, settled_at, source, rules_version, birth_date_less_known, ward_grade)
        select
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, string_to_array(warnings, ','),
          idempotency_key, request_index, claim_index, claim,
          outcome, string_to_array(reasons, ','), name_grade, birth_date_grade, birth_date_precision, sex_agrees,
          registered, as_of, settled_at, source, rules_version, birth_date_less_known, ward_grade
        from unnest(
          $1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
          $9::text[], $10::text[], $11::bytea[], $12::bytea[], $13::bytea[], $14::text[], $15::text[], $16::text[],
          $17::text[], $18::text[], $19::bool[], $20::bytea[], $21::timestamptz[], $22::timestamptz[], $23::text[], $24::text[],
          $25::text[], $26::text[])
          as row (
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
          idempotency_key, request_index, claim_index, claim,
          outcome, reasons, name_grade, birth_date_grade, birth_date_precision, sex_agrees,
          registered, as_of, settled_at, source, rules_version, birth_date_less_known, ward_grade)
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
        Column(rows, row => row.Settlement?.RulesVersion),
        Column(rows, row => row.Settlement?.Decision.Grades?.LessKnown?.ToString()),
        Column(rows, row => row.Settlement?.Decision.Grades?.Ward?.ToString()));

    /// <summary>Pending checks of a list's rows, for a batch that writes their places in the queue.</summary>
    public static void Append(NpgsqlBatch batch, Guid listId, IReadOnlyList<NewListedVerification> rows) => batch.Add(
        """
        insert into verification (
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
          request_index, claim_index, claim, batch_id, row_no, row_reference)
        select
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, string_to_array(warnings, ','),
          request_index, claim_index, claim, $15, row_no, row_reference
        from unnest(
          $1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
          $9::text[], $10::bytea[], $11::bytea[], $12::bytea[], $13::int[], $14::text[])
          as row (
          id, client_id, subject_id, purpose, case_reference, receipt, created_at, deadline, warnings,
          request_index, claim_index, claim, row_no, row_reference)
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
        Column(rows, row => row.Check.RequestIndex),
        Column(rows, row => row.Check.ClaimIndex),
        Column(rows, row => row.Claim),
        Column(rows, row => row.RowNo),
        Column(rows, row => row.Reference),
        listId);

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
                rules_version = $12,
                birth_date_less_known = $13,
                ward_grade = $14
            where id = $1
              and outcome is null
              and withdrawn_at is null
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
                grades?.LessKnown?.ToString(),
                grades?.Ward?.ToString(),
            ],
            cancellationToken) == 1;
    }

    /// <summary>
    /// Writes what a person decided about a check that was left to one; a check that is not any more keeps its end and
    /// <c>false</c> is answered. What the register showed is kept only where it was the citizen's.
    /// </summary>
    public async Task<bool> DecideAsync(NpgsqlConnection connection, Guid id, Settlement settlement, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update verification
            set outcome = $2,
                reasons = $3,
                settled_at = $4,
                source = $5,
                registered = case when $2 = 'Verified' then registered end
            where id = $1
              and outcome = 'NeedsPerson'
            """,
            [
                id,
                settlement.Decision.Outcome.ToString(),
                settlement.Decision.Reasons.Select(reason => reason.ToString()).ToArray(),
                settlement.SettledAt,
                settlement.Source.ToString(),
            ],
            cancellationToken) == 1;

    /// <summary>Makes a check that was left to a person a waiting one again; <c>false</c>: it is not left to one any more.</summary>
    public async Task<bool> ReopenAsync(NpgsqlConnection connection, Guid id, DateTimeOffset deadline, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update verification
            set outcome = null,
                reasons = null,
                name_grade = null,
                birth_date_grade = null,
                birth_date_precision = null,
                sex_agrees = null,
                registered = null,
                as_of = null,
                settled_at = null,
                source = null,
                rules_version = null,
                birth_date_less_known = null,
                ward_grade = null,
                deadline = $2
            where id = $1
              and outcome = 'NeedsPerson'
            """,
            [id, deadline],
            cancellationToken) == 1;

    public Task<VerificationCase?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {CaseColumns} from verification where id = $1", [id], ReadCase, cancellationToken);

    /// <summary>Those of the checks that were made for one of the purposes.</summary>
    public async Task<HashSet<Guid>> ListOfPurposesAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> ids,
        IReadOnlyCollection<string> purposes,
        CancellationToken cancellationToken) =>
        [.. await connection.ListAsync(
            "select id from verification where id = any($1) and purpose = any($2)",
            [ids.ToArray(), purposes.ToArray()],
            row => row.GetGuid(0),
            cancellationToken)];

    public Task<VerificationCase?> FindByReceiptAsync(NpgsqlConnection connection, string receipt, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {CaseColumns} from verification where receipt = $1", [receipt], ReadCase, cancellationToken);

    /// <summary>
    /// What came before each of several arrivals: the check asked for under the same key, and the newest answer of the
    /// register about an equal claim.
    /// </summary>
    public static void AppendFindEarlier(NpgsqlBatch batch, IReadOnlyList<Arrival> arrivals) => batch.Add(
        """
        select replay.id, replay.request_index, reusable.id
        from unnest($1::text[], $2::text[], $3::bytea[], $4::timestamptz[]) with ordinality
          as asked (client_id, idempotency_key, claim_index, since, place)
        left join lateral (
          select id, request_index
          from verification
          where client_id = asked.client_id
            and idempotency_key = asked.idempotency_key
          limit 1) as replay on true
        left join lateral (
          select id
          from verification
          where claim_index = asked.claim_index
            and source = 'Register'
            and as_of >= asked.since
          order by as_of desc
          limit 1) as reusable on true
        order by asked.place
        """,
        arrivals.Select(arrival => arrival.Draft.ClientId).ToArray(),
        arrivals.Select(arrival => arrival.IdempotencyKey).ToArray(),
        arrivals.Select(arrival => arrival.ClaimIndex).ToArray(),
        arrivals.Select(arrival => arrival.ReusableSince).ToArray());

    /// <summary>Reads what <see cref="AppendFindEarlier"/> asked, in the order of the arrivals.</summary>
    public static async Task<IReadOnlyList<Earlier>> ReadEarlierAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var earlier = new List<Earlier>();
        while (await reader.ReadAsync(cancellationToken))
        {
            earlier.Add(new Earlier(
                reader.IsDBNull(0) ? null : (reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)),
                reader.ValueOrNull<Guid>(2)));
        }

        return earlier;
    }

    /// <summary>The same for a check that was kept: the newest answer about an equal claim since a moment.</summary>
    public async Task<Guid?> FindReusableAsync(
        NpgsqlConnection connection,
        Guid id,
        DateTimeOffset since,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync<Guid?>(
            """
            select answered.id
            from verification kept
            join verification answered using (claim_index)
            where kept.id = $1
              and answered.source = 'Register'
              and answered.as_of >= $2
            order by answered.as_of desc
            limit 1
            """,
            [id, since],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>A client's checks that wait since before a moment, and those of others that are its own, oldest first. Lists show their own rows.</summary>
    public Task<List<VerificationCase>> ListPendingAsync(
        NpgsqlConnection connection,
        string clientId,
        DateTimeOffset createdBefore,
        IReadOnlyCollection<Guid> others,
        Guid? after,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            (select {CaseColumns}
            from verification
            where client_id = $1
              and outcome is null
              and withdrawn_at is null
              and batch_id is null
              and created_at <= $2
              and id > $3
            order by id
            limit $4)
            union all
            (select {CaseColumns}
            from verification
            where id = any($5)
              and client_id = $1
              and outcome is not null
              and created_at <= $2
              and id > $3)
            order by id
            limit $4
            """,
            [clientId, createdBefore, after ?? Guid.Empty, limit, others.ToArray()],
            ReadCase,
            cancellationToken);

    /// <summary><c>false</c>: the check has ended already.</summary>
    public async Task<bool> WithdrawAsync(
        NpgsqlConnection connection,
        Guid id,
        DateTimeOffset at,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update verification
            set withdrawn_at = $2
            where id = $1
              and outcome is null
              and withdrawn_at is null
            """,
            [id, at],
            cancellationToken) == 1;

    /// <summary>Takes back those of many that have not ended.</summary>
    public Task WithdrawManyAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update verification set withdrawn_at = $2 where id = any($1) and outcome is null and withdrawn_at is null",
            [ids.ToArray(), at],
            cancellationToken);

    /// <summary>The checks of a list, by row, behind <paramref name="after"/> up to <paramref name="upTo"/>.</summary>
    public Task<List<ListedVerification>> ListAsync(
        NpgsqlConnection connection,
        Guid batchId,
        int after,
        int upTo,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select id, row_no, row_reference, receipt, outcome, reasons, as_of, withdrawn_at is not null, warnings, created_at, settled_at
            from verification
            where batch_id = $1
              and row_no > $2
              and row_no <= $3
            order by row_no
            """,
            [batchId, after, upTo],
            row => new ListedVerification(
                row.GetGuid(0),
                row.GetInt32(1),
                row.ObjectOrNull<string>(2),
                row.GetString(3),
                row.ObjectOrNull<string>(4) is { } outcome ? Enum.Parse<Outcome>(outcome) : null,
                [.. (row.ObjectOrNull<string[]>(5) ?? []).Select(Enum.Parse<Reason>)],
                row.ValueOrNull<DateTimeOffset>(6),
                row.GetBoolean(7),
                [.. row.GetFieldValue<string[]>(8).Select(Enum.Parse<WarningCode>)],
                row.GetFieldValue<DateTimeOffset>(9),
                row.ValueOrNull<DateTimeOffset>(10)),
            cancellationToken);

    /// <summary>How many checks of a list came to which outcome; where they are seen at even times, of those that are.</summary>
    public async Task<Dictionary<Outcome, long>> CountListedAsync(
        NpgsqlConnection connection,
        Guid batchId,
        TimeSpan? evenStep,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        (await connection.ListAsync(
            evenStep is null
                ? "select outcome, count(*) from verification where batch_id = $1 and outcome is not null group by outcome"
                : """
                  select outcome, count(*)
                  from verification
                  where batch_id = $1
                    and outcome is not null
                    and created_at + ceil(extract(epoch from settled_at - created_at) / extract(epoch from $2::interval))::float8 * $2::interval <= $3
                  group by outcome
                  """,
            evenStep is null ? [batchId] : [batchId, evenStep, now],
            row => KeyValuePair.Create(Enum.Parse<Outcome>(row.GetString(0)), row.GetInt64(1)),
            cancellationToken)).ToDictionary();

    /// <summary>How many checks a list has, settled or not.</summary>
    public Task<long> CountOfBatchAsync(NpgsqlConnection connection, Guid batchId, CancellationToken cancellationToken) =>
        connection.FirstAsync("select count(*) from verification where batch_id = $1", [batchId], row => row.GetInt64(0), cancellationToken);

    /// <summary>How many checks of a list were taken back.</summary>
    public async Task<long> CountWithdrawnAsync(NpgsqlConnection connection, Guid batchId, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select count(*) from verification where batch_id = $1 and withdrawn_at is not null",
            [batchId],
            row => row.GetInt64(0),
            cancellationToken);

    /// <summary>What a kept check claims, sealed, and the index that finds equal ones.</summary>
    public async Task<(byte[] Claim, byte[] ClaimIndex)> ReadClaimAsync(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select claim, claim_index from verification where id = $1",
            [id],
            row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);

    /// <summary>The identity the register showed, sealed; absent where it showed none or the claim was not verified.</summary>
    public Task<byte[]?> ReadRegisteredAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select registered from verification where id = $1",
            [id],
            row => row.ObjectOrNull<byte[]>(0),
            cancellationToken);

    /// <summary>The same, opened with the key of the subject the check is about.</summary>
    public async Task<SealedPerson?> OpenRegisteredAsync(
        NpgsqlConnection connection,
        SubjectKey subject,
        Guid id,
        CancellationToken cancellationToken) =>
        await ReadRegisteredAsync(connection, id, cancellationToken) is { } shown
            ? subject.Open<SealedPerson>(Intake.RegisteredColumn, id, shown)
            : null;

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
        row.IsDBNull(9) ? null : ReadSettlement(row),
        row.ValueOrNull<DateTimeOffset>(19),
        BatchId: row.ValueOrNull<Guid>(22));

    private static Settlement ReadSettlement(NpgsqlDataReader row)
    {
        Grades? grades = null;
        if (row.ObjectOrNull<string>(11) is { } name)
        {
            BirthDateComparison? birthDate = row.ObjectOrNull<string>(12) is { } grade
                ? new BirthDateComparison(Enum.Parse<BirthDateGrade>(grade), Enum.Parse<BirthDatePrecision>(row.GetString(13)))
                : null;
            grades = new Grades(
                Enum.Parse<NameGrade>(name),
                birthDate,
                row.ValueOrNull<bool>(14),
                row.ObjectOrNull<string>(20) is { } lessKnown ? Enum.Parse<KnownLess>(lessKnown) : null,
                row.ObjectOrNull<string>(21) is { } ward ? Enum.Parse<WardGrade>(ward) : null);
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

    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var place = 0; place < column.Length; place++)
            column[place] = value(rows[place]);
        return column;
    }
}
