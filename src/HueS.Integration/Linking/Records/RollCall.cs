using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Linking.Records;

/// <summary>
/// Compares the records we keep with those a whole look met, for systems that tell no deletions. A record is gone once two
/// looks on end missed it: one alone may miss it because a list moved while it was read. Where more are missing than is
/// believable, none is gone and an operator is told.
/// </summary>
internal sealed class RollCall(
    Database database,
    RecordStore records,
    RecordBook book,
    AbsenceStore absences,
    MarkStore marks,
    IOptions<RecordOptions> options,
    ILogger<RollCall> logger)
{
    private const int LooksUntilGone = 2;

    /// <summary>So few may be missing whatever share of a small system they are.</summary>
    private const int FewEnough = 5;

    /// <param name="held">The right to read the system: whoever lost it marks nothing.</param>
    public async Task TakeAsync(HeldMark held, Presence present, CancellationToken cancellationToken)
    {
        var (known, missing) = await MissingAsync(held.System, present, cancellationToken);
        if (missing.Count > 0 && (missing.Count == known || missing.Count > Math.Max(FewEnough, known * options.Value.MostMissing)))
        {
            logger.TooManyMissing(held.System, known, missing.Count);
            return;
        }

        if (!await CountAsync(held, missing, cancellationToken))
            return;
        var gone = 0;
        while (await RemoveAsync(held, cancellationToken) is > 0 and var removed)
            gone += removed;
        if (gone > 0)
            logger.RecordsGone(held.System, gone);
    }

    private async Task<(int Known, List<Guid> Missing)> MissingAsync(string system, Presence present, CancellationToken cancellationToken)
    {
        var (known, missing, page) = (0, new List<Guid>(), new List<RecordPlace>());
        do
        {
            var after = page is [.., var last] ? last.RecordId : null;
            await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
            page = await records.PageAsync(connection, system, after, RecordBook.MostAtOnce, cancellationToken);
            known += page.Count(record => !record.IsGone);
            missing.AddRange(page.Where(record => !record.IsGone && !present.Has(record.RecordId)).Select(record => record.Id));
        }
        while (page.Count == RecordBook.MostAtOnce);

        return (known, missing);
    }

    private Task<bool> CountAsync(HeldMark held, List<Guid> missing, CancellationToken cancellationToken) => database.TransactAsync(
        Pool.Work,
        async (connection, token) =>
        {
            if (!await marks.RenewAsync(connection, held, RecordPuller.Lease, token))
                return false;
            await absences.CountAsync(connection, held.System, missing, token);
            return true;
        },
        cancellationToken);

    /// <summary>How many were taken out of the absent; those that were told to be gone meanwhile among them.</summary>
    private Task<int> RemoveAsync(HeldMark held, CancellationToken cancellationToken) => database.TransactAsync(
        Pool.Work,
        async (connection, token) =>
        {
            if (!await marks.RenewAsync(connection, held, RecordPuller.Lease, token))
                return 0;
            var taken = await absences.TakeAsync(connection, held.System, LooksUntilGone, RecordBook.MostAtOnce, token);
            if (taken.Count > 0)
                await book.RemoveAsync(connection, Actor.Worker(RecordPuller.OurClient), held.System, taken, token);
            return taken.Count;
        },
        cancellationToken);
}
