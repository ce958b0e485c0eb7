using System.Security.Cryptography;
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

/// <summary>What a list is checked for, and on whose behalf.</summary>
internal sealed record BatchQuestion(string Purpose, string CaseReference, OfficerId Officer, BatchFormat Format);

/// <summary>What comes of an upload.</summary>
internal abstract record ReceiveResult
{
    private ReceiveResult()
    {
    }

    /// <summary>Kept, now or by an equal request with this key before.</summary>
    public sealed record Received(Batch Batch) : ReceiveResult;

    public sealed record PurposeNotAllowed : ReceiveResult;

    public sealed record KeyReused : ReceiveResult;

    public sealed record TooLarge : ReceiveResult;

    /// <summary>As many lists of this client as may are being uploaded at this moment.</summary>
    public sealed record TooManyUploads : ReceiveResult;

    /// <summary>Its heading, or its first rows, show that no row of it could be checked.</summary>
    public sealed record Unusable(FileHead Head) : ReceiveResult;
}

/// <summary>
/// Takes a list in, sealed piece by piece as it arrives. Until the last piece is there nothing was asked for; a torn upload
/// is thrown away, at once where we notice and otherwise by the sweeper.
/// </summary>
internal sealed class BatchIntake(
    Database database,
    BatchStore store,
    BatchFiles files,
    SubjectStore subjects,
    BlindIndex index,
    AccessPolicy access,
    Trail trail,
    EventStore events,
    IOptions<BatchOptions> options,
    TimeProvider time,
    ILogger<BatchIntake> logger)
{
    public const string OfficerColumn = "batch.officer";

    private const int HeadRows = 100;

    public async Task<ReceiveResult> ReceiveAsync(
        Actor actor,
        BatchQuestion question,
        Stream content,
        string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        if (access.For(actor.ClientId, question.Purpose) is null)
            return new ReceiveResult.PurposeNotAllowed();

        var now = time.GetStoredNow();
        var id = Guid.CreateVersion7(now);
        var added = await database.TransactAsync(
            actor.Pool,
            (connection, token) => AddAsync(connection, actor, question, id, now, token),
            cancellationToken);
        if (added is not var (batch, key))
            return new ReceiveResult.TooManyUploads();

        var kept = false;
        try
        {
            var upload = await StoreAsync(actor, batch, key, content, cancellationToken);
            if (upload.Refusal is not null)
                return upload.Refusal;
            var requestIndex = RequestIndex(question, upload.Digest);
            kept = await TryFinishAsync(actor, batch, idempotencyKey, requestIndex, cancellationToken);
            return kept
                ? new ReceiveResult.Received(batch with { State = BatchState.Reading })
                : await ReplayAsync(actor, idempotencyKey!, requestIndex, cancellationToken);
        }
        finally
        {
            if (!kept)
                await DiscardAsync(actor, id);
        }
    }

    private async Task<(Batch Batch, SubjectKey Key)?> AddAsync(
        NpgsqlConnection connection,
        Actor actor,
        BatchQuestion question,
        Guid id,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await store.CountReceivingAsync(connection, actor.ClientId, cancellationToken) >= options.Value.UploadsAtOnce)
            return null;
        var key = await subjects.OfAsync(connection, index.Of(IndexKind.Batch, id.ToString()), cancellationToken);
        var batch = new Batch(
            id, actor.ClientId, key.SubjectId, BatchState.Receiving, question.Purpose, question.CaseReference, question.Format,
            LastRow: 0, Accepted: 0, Rejected: 0, ReadWhole: false, now, RunningSince: null, SettledBefore: 0, FinishedAt: null, Failure: null);
        await store.InsertAsync(connection, batch, key.Seal(OfficerColumn, id, question.Officer.Text), cancellationToken);
        return (batch, key);
    }

    private async Task<Upload> StoreAsync(Actor actor, Batch batch, SubjectKey key, Stream content, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[BatchFiles.PieceBytes];
        var total = 0L;
        for (var no = 0; ; no++)
        {
            var length = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);
            if (no == 0 && await FindFaultAsync(batch.Format, piece, length, cancellationToken) is { } unusable)
                return new Upload([], new ReceiveResult.Unusable(unusable));
            if ((total += length) > options.Value.MaxBytes)
                return new Upload([], new ReceiveResult.TooLarge());
            if (length == 0)
                return new Upload(digest.GetHashAndReset(), null);

            digest.AppendData(piece, 0, length);
            var number = no;
            await database.TransactAsync(
                actor.Pool,
                async (connection, token) =>
                {
                    await files.AddAsync(connection, key, batch.Id, number, piece.AsMemory(0, length), token);
                    await store.TouchAsync(connection, batch.Id, length, token);
                },
                cancellationToken);
        }
    }

    /// <summary>The head, where no row below it could be checked.</summary>
    private static async Task<FileHead?> FindFaultAsync(BatchFormat format, byte[] piece, int length, CancellationToken cancellationToken)
    {
        using var begin = new MemoryStream(piece, 0, length, writable: false);
        using var rows = await FileRows.OpenAsync(begin, format, cancellationToken);
        // In NDJSON every row names its members anew, and the first may be the faulty one.
        for (var looked = 0; format == BatchFormat.Ndjson && looked < HeadRows && !rows.Head.IsUsable; looked++)
        {
            if (await rows.ReadAsync(cancellationToken) is null)
                break;
        }

        return rows.Head.IsUsable ? null : rows.Head;
    }

    private async Task<bool> TryFinishAsync(
        Actor actor,
        Batch batch,
        string? idempotencyKey,
        byte[] requestIndex,
        CancellationToken cancellationToken)
    {
        try
        {
            await database.TransactAsync(
                actor.Pool,
                async (connection, token) =>
                {
                    if (!await store.ReceivedAsync(connection, batch.Id, idempotencyKey, requestIndex, token))
                        throw new InvalidOperationException("The upload was swept before its last byte came.");
                    await trail.WriteAsync(
                        connection,
                        new AuditEntry(AuditAction.BatchCreated, actor, batch.Purpose, batch.CaseReference, Target: batch.Id.ToString()),
                        token);
                    await events.AppendAsync(connection, EventKind.BatchReading, batch.ClientId, batch.Id, token);
                },
                cancellationToken);
            return true;
        }
        catch (PostgresException taken) when (taken.ConstraintName == BatchStore.IdempotencyConstraint)
        {
            return false;
        }
    }

    private async Task<ReceiveResult> ReplayAsync(Actor actor, string idempotencyKey, byte[] requestIndex, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        var (id, index) = (await store.FindByKeyAsync(connection, actor.ClientId, idempotencyKey, cancellationToken))!.Value;
        return CryptographicOperations.FixedTimeEquals(index, requestIndex)
            ? new ReceiveResult.Received((await store.FindAsync(connection, actor.ClientId, id, cancellationToken))!)
            : new ReceiveResult.KeyReused();
    }

    private byte[] RequestIndex(BatchQuestion question, byte[] digest) =>
        index.Of(
            IndexKind.Batch,
            $"{question.Purpose}|{question.CaseReference}|{question.Officer.Text}|{question.Format}|{Convert.ToHexString(digest)}");

    private async Task DiscardAsync(Actor actor, Guid id)
    {
        try
        {
            await database.TransactAsync(
                actor.Pool,
                async (connection, token) => await subjects.EraseAsync(connection, await store.DiscardAsync(connection, id, token), token),
                CancellationToken.None);
        }
        // The sweeper comes by later; what stopped the upload is what the caller must hear of.
        catch (NpgsqlException outage)
        {
            logger.UploadLeft(id, outage.GetType().Name);
        }
    }

    private sealed record Upload(byte[] Digest, ReceiveResult? Refusal);
}
