using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>What a task about nobody shows, in the same words as a real one.</summary>
internal sealed record SeededCase(Sides Sides, string? Purpose, string? CaseReference)
{
    /// <summary>Who else might be meant.</summary>
    public IReadOnlyList<InventedPerson> Others { get; init; } = [];

    public override string ToString() => "SeededCase(*)";
}

/// <summary>Somebody who does not exist, by an id like those of citizens.</summary>
internal sealed record InventedPerson(Guid Id, ShownPerson Person)
{
    public override string ToString() => $"InventedPerson({Id})";
}

internal sealed record KnownAnswerRow(Guid TaskId, Guid SubjectId, byte[] Evidence);

/// <summary>How one officer answered tasks of one kind of right answer.</summary>
internal sealed record OfficerScore(Guid OfficerId, Verdict Expected, long Right, long Wrong, DateTimeOffset LastAt);

/// <summary>The table <c>review_known_answer</c>.</summary>
internal sealed class KnownAnswerStore(SubjectStore subjects, BlindIndex index)
{
    private const string EvidenceColumn = "review_known_answer.evidence";

    public async Task AddAsync(
        NpgsqlConnection connection,
        Guid taskId,
        SeededCase seeded,
        Verdict expected,
        CancellationToken cancellationToken)
    {
        var subject = await subjects.OfAsync(connection, index.Of(IndexKind.KnownAnswer, taskId.ToString()), cancellationToken);
        await connection.ExecuteAsync(
            "insert into review_known_answer (task_id, subject_id, evidence, verdict) values ($1, $2, $3, $4)",
            [taskId, subject.SubjectId, subject.Seal(EvidenceColumn, taskId, seeded), expected.ToString()],
            cancellationToken);
    }

    public Task<KnownAnswerRow?> FindAsync(NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select task_id, subject_id, evidence from review_known_answer where task_id = $1",
            [taskId],
            row => new KnownAnswerRow(row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<byte[]>(2)),
            cancellationToken);

    public async Task<SeededCase> OpenAsync(NpgsqlConnection connection, KnownAnswerRow row, CancellationToken cancellationToken) =>
        (await subjects.OpenAsync(connection, row.SubjectId, cancellationToken)).Open<SeededCase>(EvidenceColumn, row.TaskId, row.Evidence);

    /// <summary>Notes the first officer's answer, where the task has a known one: a second person's view does not change what the first one saw.</summary>
    public Task AnswerAsync(NpgsqlConnection connection, Guid taskId, Guid officerId, Verdict answer, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update review_known_answer
            set officer_id = $2,
                answer = $3,
                answered_at = clock_timestamp()
            where task_id = $1
              and answered_at is null
            """,
            [taskId, officerId, answer.ToString()],
            cancellationToken);

    /// <summary>How often each officer was right since a moment.</summary>
    public Task<List<OfficerScore>> ScoreAsync(NpgsqlConnection connection, DateTimeOffset since, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select
              officer_id,
              verdict,
              count(*) filter (where answer = verdict),
              count(*) filter (where answer <> verdict),
              max(answered_at)
            from review_known_answer
            where answered_at >= $1
            group by officer_id, verdict
            order by officer_id, verdict
            """,
            [since],
            row => new OfficerScore(
                row.GetGuid(0), Enum.Parse<Verdict>(row.GetString(1)), row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);
}
