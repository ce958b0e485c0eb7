using System.Collections.Concurrent;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification.Batches;

/// <summary>
/// Reads lists into checks, some hundred rows a transaction, and goes on behind the last row that was committed; so a
/// crash, a pause and a second node neither lose a row nor keep one twice.
/// </summary>
internal sealed class BatchReader(
    Database database,
    BatchStore store,
    BatchFiles files,
    RejectionStore rejections,
    ListedChecks listed,
    SubjectStore subjects,
    AccessPolicy access,
    Trail trail,
    EventStore events,
    IOptions<BatchOptions> options,
    TimeProvider time,
    ILogger<BatchReader> logger)
{
    private const int RowsPerRenewal = 5_000;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly ConcurrentDictionary<Guid, (int LastRow, int Attempts)> _stuck = new();

    /// <summary>Reads one list as far as it goes, where there is one nobody reads; answers whether there was.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        ReadLease? held;
        await using (var connection = await database.OpenAsync(Pool.Work, cancellationToken))
            held = await store.TakeReadingAsync(connection, options.Value.ReadLease, cancellationToken);
        if (held is null)
            return false;

        try
        {
            await ReadAsync(held, cancellationToken);
            await ReleaseAsync(held);
            _stuck.TryRemove(held.Batch.Id, out _);
        }
        catch (SealBrokenException broken)
        {
            logger.FileBroken(held.Batch.Id, broken.GetType().Name);
            await FailAsync(Actor.Worker(held.Batch.ClientId), held, BatchFailure.FileUnreadable, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(held);
            throw;
        }
        // No outage of the database, so it would go on for ever; what it is, the list's owner can do nothing about but send it again.
        catch (Exception failure) when (failure is not NpgsqlException { IsTransient: true } && IsStuck(held.Batch))
        {
            logger.ReadingGivenUp(held.Batch.Id, options.Value.ReadAttempts, failure.GetType().Name);
            await FailAsync(Actor.Worker(held.Batch.ClientId), held, BatchFailure.FileUnreadable, cancellationToken);
        }

        // Whatever else stopped it, the lease keeps this list from coming before all others again at once.
        return true;
    }

    /// <summary>Counts an attempt that came no further than the one before; whether they are as many as are made.</summary>
    private bool IsStuck(Batch batch) =>
        _stuck.AddOrUpdate(
            batch.Id,
            _ => (batch.LastRow, 1),
            (_, last) => (batch.LastRow, last.LastRow == batch.LastRow ? last.Attempts + 1 : 1)).Attempts >= options.Value.ReadAttempts;

    private async Task<bool> RenewAsync(ReadLease held, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return await store.AdvanceAsync(connection, held, held.Batch.LastRow, 0, 0, options.Value.ReadLease, cancellationToken);
    }

    /// <summary>Lets anyone read on without waiting for the lease to run out.</summary>
    private async Task ReleaseAsync(ReadLease held)
    {
        await using var connection = await database.OpenAsync(Pool.Work, CancellationToken.None);
        await store.ReleaseAsync(connection, held, CancellationToken.None);
    }

    private async Task ReadAsync(ReadLease held, CancellationToken cancellationToken)
    {
        var batch = held.Batch;
        var key = await OpenKeyAsync(batch, cancellationToken);
        var actor = new Actor(batch.ClientId, OpenOfficer(key, held), Pool.Work);
        if (access.For(batch.ClientId, batch.Purpose) is not { } permit)
        {
            await FailAsync(actor, held, BatchFailure.PurposeWithdrawn, cancellationToken);
            return;
        }

        using var rows = await FileRows.OpenAsync(files.Open(key, batch.Id), batch.Format, cancellationToken);
        var reading = new RowReading(DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime));
        var read = new ReadRows(batch.LastRow);
        var skipped = 0;
        var known = batch.Accepted + batch.Rejected;
        while (await rows.ReadAsync(cancellationToken) is { } row)
        {
            if (row.Number <= batch.LastRow)
            {
                // Getting back to where it stood takes a while in a long file, and nobody is to take it over meanwhile.
                if (++skipped % RowsPerRenewal == 0 && !await RenewAsync(held, cancellationToken))
                    return;
                continue;
            }

            if (++known > options.Value.MaxRows)
            {
                await FailAsync(actor, held, BatchFailure.TooManyRows, cancellationToken);
                return;
            }

            read.Add(row.Number, reading.Read(row), reading.Problems);
            if (read.Count < options.Value.RowsAtOnce)
                continue;
            if (!await KeepAsync(actor, permit.Purpose, held, read, isLast: false, cancellationToken))
                return;
            read = new ReadRows(read.LastRow);
        }

        await KeepAsync(actor, permit.Purpose, held, read, isLast: true, cancellationToken);
    }

    /// <summary>Commits the rows; <c>false</c> where the list was paused, ended or taken over meanwhile.</summary>
    private async Task<bool> KeepAsync(
        Actor actor,
        PurposeOptions purpose,
        ReadLease held,
        ReadRows read,
        bool isLast,
        CancellationToken cancellationToken)
    {
        var added = await listed.PrepareAsync(actor, purpose, held.Batch, read.Accepted, cancellationToken);
        return await listed.WithReceiptsAsync(added, checks => database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                if (!await store.AdvanceAsync(connection, held, read.LastRow, checks.Count, read.Rejected.Count, options.Value.ReadLease, token))
                    return false;
                await rejections.InsertAsync(connection, held.Batch.Id, read.Rejected, token);
                await listed.AddAsync(connection, actor, held.Batch, checks, token);
                if (isLast)
                    await StartAsync(connection, held.Batch, token);
                return true;
            },
            cancellationToken));
    }

    private async Task StartAsync(NpgsqlConnection connection, Batch batch, CancellationToken cancellationToken)
    {
        await store.MarkReadWholeAsync(connection, batch.Id, cancellationToken);
        await files.ForgetAsync(connection, batch, cancellationToken);
        await store.MoveAsync(connection, batch, BatchState.Running, time.GetStoredNow(), settled: 0, cancellationToken);
        await events.AppendAsync(connection, EventKind.BatchRunning, batch.ClientId, batch.Id, cancellationToken);
    }

    private Task FailAsync(Actor actor, ReadLease held, BatchFailure failure, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                var batch = held.Batch;
                if (!await store.AdvanceAsync(connection, held, batch.LastRow, 0, 0, options.Value.ReadLease, token))
                    return;
                await store.FailAsync(connection, batch.Id, failure, token);
                await store.MoveAsync(connection, batch, BatchState.Failed, time.GetStoredNow(), settled: 0, token);
                await files.ForgetAsync(connection, batch, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.BatchFailed, actor, batch.Purpose, batch.CaseReference, Target: batch.Id.ToString(), Note: failure.ToString()),
                    token);
                await events.AppendAsync(connection, EventKind.BatchFailed, batch.ClientId, batch.Id, token);
            },
            cancellationToken);

    private async Task<SubjectKey> OpenKeyAsync(Batch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return await subjects.OpenAsync(connection, batch.SubjectId, cancellationToken);
    }

    private static OfficerId OpenOfficer(SubjectKey key, ReadLease held) =>
        OfficerId.TryParse(key.Open<string>(BatchIntake.OfficerColumn, held.Batch.Id, held.Officer), out var officer)
            ? officer
            : throw new SealBrokenException(BatchIntake.OfficerColumn);

    /// <summary>Rows read and not yet committed.</summary>
    private sealed class ReadRows(int lastRow)
    {
        public List<ReadRow> Accepted { get; } = [];

        public List<Rejection> Rejected { get; } = [];

        public int LastRow { get; private set; } = lastRow;

        public int Count => Accepted.Count + Rejected.Count;

        public void Add(int number, ReadRow? row, IReadOnlyList<RowProblem> problems)
        {
            LastRow = number;
            if (row is not null)
                Accepted.Add(row);
            else
                Rejected.Add(new Rejection(number, [.. problems]));
        }
    }
}
