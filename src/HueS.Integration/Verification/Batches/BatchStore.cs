using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification.Batches;

/// <summary>The right to read a list on; whoever holds a newer fence wins.</summary>
internal sealed record ReadLease(Batch Batch, byte[] Officer, long Fence);

/// <summary>The table <c>batch</c>.</summary>
internal sealed class BatchStore
{
    public const string IdempotencyConstraint = "batch_idempotency";

    private const string Columns =
        """
        id, client_id, subject_id, state, purpose, case_reference, format, last_row, accepted, rejected, read_whole,
        created_at, running_since, settled_before, finished_at, failure
        """;

    public Task InsertAsync(NpgsqlConnection connection, Batch added, byte[] officer, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into batch (id, client_id, subject_id, state, purpose, case_reference, officer, format, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                added.Id,
                added.ClientId,
                added.SubjectId,
                added.State.ToString(),
                added.Purpose,
                added.CaseReference,
                officer,
                added.Format.ToString(),
                added.CreatedAt,
            ],
            cancellationToken);

    /// <summary>Counts bytes that came; an upload that lives is not swept.</summary>
    public Task TouchAsync(NpgsqlConnection connection, Guid id, int bytes, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update batch set bytes = bytes + $2, touched_at = clock_timestamp() where id = $1",
            [id, bytes],
            cancellationToken);

    /// <summary>
    /// The last byte is here: from now on the list is asked for, and its key is taken. <c>false</c>: the upload came so slowly
    /// that it was swept.
    /// </summary>
    public async Task<bool> ReceivedAsync(
        NpgsqlConnection connection,
        Guid id,
        string? idempotencyKey,
        byte[] requestIndex,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            "update batch set state = 'Reading', idempotency_key = $2, request_index = $3 where id = $1 and state = 'Receiving'",
            [id, idempotencyKey, requestIndex],
            cancellationToken) == 1;

    /// <summary>How many uploads of the client are under way; until the transaction ends nobody else counts them.</summary>
    public async Task<long> CountReceivingAsync(NpgsqlConnection connection, string clientId, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('batch.upload/' || $1, 0))", [clientId], cancellationToken);
        return await connection.FirstAsync(
            "select count(*) from batch where client_id = $1 and state = 'Receiving'",
            [clientId],
            row => row.GetInt64(0),
            cancellationToken);
    }

    /// <summary>Throws an upload away; answers whose keys are left over.</summary>
    public Task<List<Guid>> DiscardAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "delete from batch where id = $1 and state = 'Receiving' returning subject_id",
            [id],
            row => row.GetGuid(0),
            cancellationToken);

    public Task<List<Guid>> DiscardAbandonedAsync(NpgsqlConnection connection, TimeSpan after, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "delete from batch where state = 'Receiving' and touched_at < clock_timestamp() - $1 returning subject_id",
            [after],
            row => row.GetGuid(0),
            cancellationToken);

    public async Task<(Guid Id, byte[] RequestIndex)?> FindByKeyAsync(
        NpgsqlConnection connection,
        string clientId,
        string idempotencyKey,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync<(Guid, byte[])?>(
            "select id, request_index from batch where client_id = $1 and idempotency_key = $2",
            [clientId, idempotencyKey],
            row => (row.GetGuid(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);

    /// <summary>A list of the client's own that was received whole.</summary>
    public Task<Batch?> FindAsync(NpgsqlConnection connection, string clientId, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from batch where id = $1 and client_id = $2 and state <> 'Receiving'",
            [id, clientId],
            Read,
            cancellationToken);

    /// <summary>As <see cref="FindAsync"/>, and nobody else changes it until the transaction ends.</summary>
    public Task<Batch?> LockAsync(NpgsqlConnection connection, string clientId, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from batch where id = $1 and client_id = $2 and state <> 'Receiving' for update",
            [id, clientId],
            Read,
            cancellationToken);

    /// <summary>The client's lists, newest first, older than <paramref name="before"/>.</summary>
    public Task<List<Batch>> ListAsync(
        NpgsqlConnection connection,
        string clientId,
        Guid? before,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from batch
            where client_id = $1
              and state <> 'Receiving'
              and ($2::uuid is null or id < $2)
            order by id desc
            limit $3
            """,
            [clientId, before, limit],
            Read,
            cancellationToken);

    public Task<List<Batch>> ListInStateAsync(NpgsqlConnection connection, BatchState state, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"select {Columns} from batch where state = $1 order by id limit $2",
            [state.ToString(), limit],
            Read,
            cancellationToken);

    /// <summary>Lists whose rows wait for the register. Those of paused lists wait for a person.</summary>
    public Task<List<Guid>> ListWaitingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync("select id from batch where state in ('Reading', 'Running')", [], row => row.GetGuid(0), cancellationToken);

    /// <summary>Lists that were read to their end, a page of them by id.</summary>
    public Task<List<Guid>> ListReadWholeAsync(NpgsqlConnection connection, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from batch where read_whole and id > $1 order by id limit $2",
            [after ?? Guid.Empty, limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>How many rows of a list were taken for checks; <c>null</c>: there is no such list.</summary>
    public Task<int?> FindAcceptedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync<int?>("select accepted from batch where id = $1", [id], row => row.GetInt32(0), cancellationToken);

    public async Task<bool> IsPausedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await connection.FirstAsync("select state = 'Paused' from batch where id = $1", [id], row => row.GetBoolean(0), cancellationToken);

    /// <summary>Lists that have ended while some of their checks may still wait in the queue.</summary>
    public Task<List<Guid>> ListUnsweptAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from batch where not swept and state in ('Cancelled', 'Failed') order by id limit 10",
            [],
            row => row.GetGuid(0),
            cancellationToken);

    public Task MarkSweptAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update batch set swept = true where id = $1", [id], cancellationToken);

    /// <summary>Moves it from one state to another; <c>false</c> where it was no longer in the first.</summary>
    public async Task<bool> MoveAsync(
        NpgsqlConnection connection,
        Batch from,
        BatchState to,
        DateTimeOffset now,
        long settled,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update batch
            set state = $3,
                running_since = case when $3 = 'Running' then $4 else running_since end,
                settled_before = case when $3 = 'Running' then $5 else settled_before end,
                finished_at = case when $3 in ('Cancelled', 'Completed', 'Failed') then $4 end,
                swept = $3 = 'Completed'
            where id = $1
              and state = $2
            """,
            [from.Id, from.State.ToString(), to.ToString(), now, settled],
            cancellationToken) == 1;

    /// <summary>Takes a list nobody reads at this moment.</summary>
    public Task<ReadLease?> TakeReadingAsync(NpgsqlConnection connection, TimeSpan lease, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            update batch
            set lease_until = clock_timestamp() + $1,
                fence = fence + 1
            where id = (
              select id
              from batch
              where state = 'Reading'
                and (lease_until is null or lease_until < clock_timestamp())
              order by id
              limit 1
              for update skip locked)
            returning {Columns}, officer, fence
            """,
            [lease],
            row => new ReadLease(Read(row), row.GetFieldValue<byte[]>(16), row.GetInt64(17)),
            cancellationToken);

    /// <summary>
    /// Says how far the file was read. <c>false</c> means the list was paused, ended or taken over: nothing of this
    /// transaction may be kept.
    /// </summary>
    public async Task<bool> AdvanceAsync(
        NpgsqlConnection connection,
        ReadLease held,
        int lastRow,
        int accepted,
        int rejected,
        TimeSpan lease,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update batch
            set last_row = greatest(last_row, $3),
                accepted = accepted + $4,
                rejected = rejected + $5,
                lease_until = clock_timestamp() + $6
            where id = $1
              and fence = $2
              and state = 'Reading'
            """,
            [held.Batch.Id, held.Fence, lastRow, accepted, rejected, lease],
            cancellationToken) == 1;

    public Task MarkReadWholeAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update batch set read_whole = true where id = $1", [id], cancellationToken);

    public Task FailAsync(NpgsqlConnection connection, Guid id, BatchFailure failure, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update batch set failure = $2 where id = $1", [id, failure.ToString()], cancellationToken);

    /// <summary>Lets another node read on at once.</summary>
    public Task ReleaseAsync(NpgsqlConnection connection, ReadLease held, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update batch set lease_until = null where id = $1 and fence = $2",
            [held.Batch.Id, held.Fence],
            cancellationToken);

    private static Batch Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetGuid(2),
        Enum.Parse<BatchState>(row.GetString(3)),
        row.GetString(4),
        row.GetString(5),
        Enum.Parse<BatchFormat>(row.GetString(6)),
        row.GetInt32(7),
        row.GetInt32(8),
        row.GetInt32(9),
        row.GetBoolean(10),
        row.GetFieldValue<DateTimeOffset>(11),
        row.ValueOrNull<DateTimeOffset>(12),
        row.GetInt64(13),
        row.ValueOrNull<DateTimeOffset>(14),
        row.ObjectOrNull<string>(15) is { } failure ? Enum.Parse<BatchFailure>(failure) : null);
}
