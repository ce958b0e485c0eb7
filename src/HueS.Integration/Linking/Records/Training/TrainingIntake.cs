using System.Security.Cryptography;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Linking.Records.Training;

/// <summary>What comes of a list that was sent.</summary>
internal abstract record SheetResult
{
    private SheetResult()
    {
    }

    /// <summary>Kept whole, now or by an equal request with this key before.</summary>
    public sealed record Kept(KeptSheet Sheet) : SheetResult;

    /// <summary>Its heading shows that no row of it could be read.</summary>
    public sealed record Unusable(TrainingHead Head) : SheetResult;

    /// <summary>Some rows have to be corrected first; none was kept.</summary>
    public sealed record Faulty(IReadOnlyList<SheetProblem> Problems) : SheetResult;

    public sealed record KeyReused : SheetResult;
}

/// <summary>What a list shows before it is sent. Nothing of it is kept.</summary>
internal sealed record SheetPreview(
    TrainingHead Head,
    string Encoding,
    int Rows,
    IReadOnlyList<SheetProblem> Problems,
    IReadOnlyList<SheetDoubt> Doubts);

/// <summary>Takes lists of who attended a class, from people who typed them: all rows or none.</summary>
internal sealed class TrainingIntake(
    Database database,
    SheetStore sheets,
    RecordBook book,
    BlindIndex index,
    Trail trail,
    IOptions<RecordOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime);

    public async Task<SheetPreview> LookAsync(Stream content, TrainingClass usual, CancellationToken cancellationToken)
    {
        var sheet = await TrainingSheet.ReadAsync(content, options.Value.SheetMaxRows, cancellationToken);
        if (!sheet.Head.IsUsable)
            return new SheetPreview(sheet.Head, sheet.Encoding, sheet.Rows.Count, [], []);
        var read = TrainingReading.Read(index, sheet, usual, Today);
        return new SheetPreview(sheet.Head, sheet.Encoding, sheet.Rows.Count, [.. OfTheWhole(sheet), .. read.Problems], read.Doubts);
    }

    public async Task<SheetResult> KeepAsync(
        Actor actor,
        Stream content,
        TrainingClass usual,
        string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        using var copied = new MemoryStream();
        await content.CopyToAsync(copied, cancellationToken);
        var requestIndex = index.Of(
            IndexKind.Request,
            $"sheet\n{actor.Officer?.Text}\n{usual.Code}\n{usual.Host}\n{usual.HeldOn:O}\n{Convert.ToHexString(SHA256.HashData(copied.GetBuffer().AsSpan(0, (int)copied.Length)))}");
        copied.Position = 0;
        var sheet = await TrainingSheet.ReadAsync(copied, options.Value.SheetMaxRows, cancellationToken);
        if (!sheet.Head.IsUsable)
            return new SheetResult.Unusable(sheet.Head);
        var read = TrainingReading.Read(index, sheet, usual, Today);
        SheetProblem[] problems = [.. OfTheWhole(sheet), .. read.Problems];
        if (problems.Length > 0)
            return new SheetResult.Faulty(problems);

        return await database.TransactAsync(
            actor.Pool,
            (connection, token) => KeepAsync(connection, actor, read, idempotencyKey, requestIndex, token),
            cancellationToken);
    }

    private IEnumerable<SheetProblem> OfTheWhole(TrainingSheet sheet)
    {
        if (sheet.Rows.Count == 0)
            yield return new SheetProblem(null, null, nameof(SheetFault.SheetEmpty));
        if (sheet.Rows.Count > options.Value.SheetMaxRows)
            yield return new SheetProblem(null, null, nameof(SheetFault.SheetTooLong));
    }

    private async Task<SheetResult> KeepAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReadSheet read,
        string? idempotencyKey,
        byte[] requestIndex,
        CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        if (!await sheets.AddAsync(connection, actor.ClientId, idempotencyKey, id, requestIndex, cancellationToken))
        {
            var known = await sheets.FindAsync(connection, actor.ClientId, idempotencyKey!, cancellationToken);
            return CryptographicOperations.FixedTimeEquals(known.RequestIndex, requestIndex) ? new SheetResult.Kept(known) : new SheetResult.KeyReused();
        }

        var told = new List<Told>();
        // In one order for everybody, so that two lists with rows in common do not wait for each other.
        foreach (var group in read.Claims.OrderBy(claim => claim.RecordId, StringComparer.Ordinal).Chunk(RecordBook.MostAtOnce))
            told.AddRange(await book.TellAsync(connection, actor, [.. group.Select(claim => new Telling(claim))], cancellationToken));

        var counts = new SheetCounts(Count(RecordChange.Created), Count(RecordChange.Changed), Count(RecordChange.Unchanged));
        var kept = new KeptSheet(id, requestIndex, counts, read.Doubts);
        await sheets.KeepAsync(connection, kept, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(AuditAction.RecordSheetKept, actor, Target: id.ToString(), Note: RecordSystems.Training),
            cancellationToken);
        return new SheetResult.Kept(kept);

        int Count(RecordChange change) => told.Count(one => one.Change == change);
    }
}
