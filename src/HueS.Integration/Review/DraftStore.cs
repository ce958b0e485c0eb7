using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>A decision somebody is still thinking about.</summary>
/// <param name="Note">In their own words, and so possibly about a person: sealed.</param>
internal sealed record Draft(Verdict? Verdict, Ground? Ground, string? Note)
{
    public override string ToString() => "Draft(*)";
}

/// <param name="Version">Grows with every saving.</param>
internal sealed record SavedDraft(Draft Draft, Guid OfficerId, DateTimeOffset SavedAt, int Version)
{
    public override string ToString() => $"SavedDraft({Version})";
}

/// <summary>The table <c>review_draft</c>.</summary>
internal sealed class DraftStore(SubjectStore subjects)
{
    private const string DraftColumn = "review_draft.draft";

    /// <summary>Saves over the version the officer read, 0 where there was none; <c>null</c>: somebody saved meanwhile.</summary>
    public async Task<int?> SaveAsync(
        NpgsqlConnection connection,
        Guid taskId,
        Guid subjectId,
        Guid officerId,
        Draft draft,
        int expectedVersion,
        CancellationToken cancellationToken)
    {
        var subject = await subjects.OpenAsync(connection, subjectId, cancellationToken);
        return await connection.FirstAsync<int?>(
            """
            insert into review_draft (task_id, subject_id, officer_id, draft)
            select $1, $2, $3, $4
            where $5 = 0 or exists (select from review_draft where task_id = $1)
            on conflict (task_id) do update set
              subject_id = excluded.subject_id,
              officer_id = excluded.officer_id,
              draft = excluded.draft,
              version = review_draft.version + 1,
              saved_at = clock_timestamp()
            where review_draft.version = $5
            returning version
            """,
            [taskId, subjectId, officerId, subject.Seal(DraftColumn, taskId, draft), expectedVersion],
            row => row.GetInt32(0),
            cancellationToken);
    }

    public async Task<SavedDraft?> FindAsync(NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken)
    {
        var kept = await connection.FirstAsync<(Guid SubjectId, Guid OfficerId, byte[] Draft, DateTimeOffset SavedAt, int Version)?>(
            "select subject_id, officer_id, draft, saved_at, version from review_draft where task_id = $1",
            [taskId],
            row => (row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<DateTimeOffset>(3), row.GetInt32(4)),
            cancellationToken);
        if (kept is not { } found)
            return null;
        var subject = await subjects.OpenAsync(connection, found.SubjectId, cancellationToken);
        return new SavedDraft(subject.Open<Draft>(DraftColumn, taskId, found.Draft), found.OfficerId, found.SavedAt, found.Version);
    }

    /// <summary>A decided task needs no draft.</summary>
    public Task DropAsync(NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("delete from review_draft where task_id = $1", [taskId], cancellationToken);
}
