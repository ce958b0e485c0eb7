using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>A decision as it is kept: proposed, and in force once <see cref="DecidedAt"/> is set.</summary>
internal sealed record KeptDecision(
    Choice Choice,
    Guid OfficerId,
    DateTimeOffset ProposedAt,
    string Basis,
    Guid? ApproverId,
    DateTimeOffset? DecidedAt);

/// <summary>The table <c>review_decision</c>.</summary>
internal sealed class DecisionStore
{
    /// <summary>Keeps what was decided, in force at once or only proposed. Nothing of it can be changed afterwards.</summary>
    public Task AddAsync(
        NpgsqlConnection connection,
        Guid taskId,
        Choice choice,
        Guid officerId,
        string basis,
        bool inForce,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into review_decision (task_id, verdict, ground, officer_id, basis, decided_at, candidate_id)
            values ($1, $2, $3, $4, $5, case when $6 then clock_timestamp() end, $7)
            """,
            [taskId, choice.Verdict.ToString(), choice.Ground.ToString(), officerId, basis, inForce, choice.CandidateId],
            cancellationToken);

    public Task ApproveAsync(NpgsqlConnection connection, Guid taskId, Guid approverId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update review_decision set approver_id = $2, decided_at = clock_timestamp() where task_id = $1 and decided_at is null",
            [taskId, approverId],
            cancellationToken);

    /// <summary>Takes a proposal back; what is in force stays. The trail keeps what was proposed.</summary>
    public Task DropAsync(NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("delete from review_decision where task_id = $1 and decided_at is null", [taskId], cancellationToken);

    public Task<KeptDecision?> FindAsync(NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select verdict, ground, officer_id, proposed_at, basis, approver_id, decided_at, candidate_id from review_decision where task_id = $1",
            [taskId],
            row => new KeptDecision(
                new Choice(Enum.Parse<Verdict>(row.GetString(0)), Enum.Parse<Ground>(row.GetString(1)), row.ValueOrNull<Guid>(7)),
                row.GetGuid(2),
                row.GetFieldValue<DateTimeOffset>(3),
                row.GetString(4),
                row.ValueOrNull<Guid>(5),
                row.ValueOrNull<DateTimeOffset>(6)),
            cancellationToken);
}
