using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>What a review task is about.</summary>
internal enum ReviewSubject
{
    Verification,
    Profile,
    Link,
}

/// <summary>Tasks for people. Every doubt becomes one, with its reason and a due date counted from when the citizen began to wait.</summary>
internal sealed class ReviewStore
{
    private static readonly TimeSpan Due = TimeSpan.FromDays(2);

    /// <summary>Opens a task; a task already open for the same thing keeps its place and takes the newest reasons.</summary>
    public async Task OpenAsync(
        NpgsqlConnection connection,
        ReviewSubject subject,
        Guid target,
        string clientId,
        IReadOnlyCollection<string> reasons,
        DateTimeOffset waitingSince,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Append(batch, subject, target, clientId, reasons, waitingSince);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same for a batch that writes what the task is about.</summary>
    public static void Append(
        NpgsqlBatch batch,
        ReviewSubject subject,
        Guid target,
        string clientId,
        IReadOnlyCollection<string> reasons,
        DateTimeOffset waitingSince) => batch.Add(
        """
        insert into review_task (id, subject, target, client_id, reasons, waiting_since, due_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (subject, target) where state = 'open'
        do update set reasons = excluded.reasons
        """,
        Guid.CreateVersion7(),
        NameOf(subject),
        target,
        clientId,
        reasons.ToArray(),
        waitingSince,
        waitingSince + Due);

    /// <summary>Closes the task where its doubt went away by itself.</summary>
    public Task WithdrawAsync(NpgsqlConnection connection, ReviewSubject subject, Guid target, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update review_task set state = 'withdrawn', closed_at = clock_timestamp() where subject = $1 and target = $2 and state = 'open'",
            [NameOf(subject), target],
            cancellationToken);

    /// <summary>The tasks there were about something, oldest first.</summary>
    public Task<List<TaskRow>> ListAsync(NpgsqlConnection connection, ReviewSubject subject, Guid target, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select opened_at, closed_at from review_task where subject = $1 and target = $2 order by opened_at, id",
            [NameOf(subject), target],
            row => new TaskRow(row.GetFieldValue<DateTimeOffset>(0), row.ValueOrNull<DateTimeOffset>(1)),
            cancellationToken);

    private static string NameOf(ReviewSubject subject) => subject switch
    {
        ReviewSubject.Verification => "verification",
        ReviewSubject.Profile => "profile",
        ReviewSubject.Link => "link",
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };
}

/// <summary>When a task was opened and closed.</summary>
internal sealed record TaskRow(DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt);
