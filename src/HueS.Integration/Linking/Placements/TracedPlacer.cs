using HueS.Integration.Linking.Records;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Linking.Placements;

/// <summary>A link that was changed: as it was, and the version it was left at.</summary>
/// <param name="Before"><c>null</c>: there was none.</param>
internal sealed record LinkTrace(Guid Id, Link? Before, int VersionAfter);

/// <summary>Places records as always, and says which links that changed, so that it can be taken back.</summary>
internal sealed class TracedPlacer(RecordStore records, RecordPlacer placer, LinkStore links, ReviewStore reviews)
{
    /// <summary>No traces: nothing was changed, or nothing can be said yet.</summary>
    public async Task<IReadOnlyList<LinkTrace>> PlaceAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken) =>
        await records.FindAsync(connection, recordId, cancellationToken) is { } record
            ? await TraceAsync(connection, record, () => WholeAsync(connection, recordId, cancellationToken), cancellationToken)
            : [];

    /// <summary>Nothing of it may stay where citizens cannot be found yet: tried again, and given up after three times.</summary>
    private async Task WholeAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await placer.PlaceAsync(connection, recordId, cancellationToken) == Placing.AwaitsCitizens)
            throw new InvalidOperationException("Citizens who may be meant cannot be found yet.");
    }

    public async Task<IReadOnlyList<LinkTrace>> TraceAsync(
        NpgsqlConnection connection,
        KeptRecord record,
        Func<Task> change,
        CancellationToken cancellationToken)
    {
        var known = await links.ListOfRecordAsync(connection, record.System, record.RecordId, cancellationToken);
        await reviews.HoldAsync(connection, ReviewSubject.Link, [.. known.Select(link => link.Id)], cancellationToken);
        var before = (await links.HoldOfRecordAsync(connection, record.System, record.RecordId, cancellationToken)).ToDictionary(link => link.Id);
        await change();
        return [.. (await links.ListOfRecordAsync(connection, record.System, record.RecordId, cancellationToken))
            .Select(link => new LinkTrace(link.Id, before.GetValueOrDefault(link.Id), link.Version))
            .Where(trace => trace.Before?.Version != trace.VersionAfter)];
    }
}
