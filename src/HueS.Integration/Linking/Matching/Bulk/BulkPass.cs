using System.Diagnostics;

namespace HueS.Integration.Linking.Matching.Bulk;

/// <summary>What is made of a record and its candidates, best first. Called from several threads.</summary>
internal delegate void RecordMatched(int record, in MatchRow row, ReadOnlySpan<Candidate> candidates);

/// <summary>
/// Matches a whole system's records with all people, on all cores. Records are opened, read and forgotten a block at a time,
/// so what is held is the people, their index, and nothing that grows with the records.
/// </summary>
internal sealed class BulkPass(RowReader reader)
{
    // Small enough that a block's rows are no large object for the collector.
    private const int Block = 512;

    private long _opening;
    private long _matching;
    private TimeSpan _readPeople;
    private TimeSpan _indexPeople;
    private TimeSpan _matchRecords;

    public BulkTimes Times => new(_readPeople, _indexPeople, _matchRecords, Stopwatch.GetElapsedTime(0, _opening), Stopwatch.GetElapsedTime(0, _matching));

    public (MatchRow[] Rows, People People) ReadPeople(ClaimSource claims)
    {
        var start = Stopwatch.GetTimestamp();
        var rows = new MatchRow[claims.Count];
        var former = new Dictionary<int, ulong[]>();
        EachBlock(claims.Count, (first, count) => ReadBlock(claims, first, rows.AsSpan(first, count), former));
        _readPeople = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var people = People.Index(reader.Words, rows, former);
        _indexPeople = Stopwatch.GetElapsedTime(start);
        return (rows, people);
    }

    public void Match(ClaimSource records, Matcher matcher, RecordMatched visit)
    {
        var start = Stopwatch.GetTimestamp();
        EachBlock(records.Count, (first, count) =>
        {
            var opened = Stopwatch.GetTimestamp();
            var rows = new MatchRow[count];
            ReadBlock(records, first, rows, null);
            var read = Stopwatch.GetTimestamp();
            var candidates = new Candidate[Matcher.MostCandidates];
            for (var at = 0; at < count; at++)
                visit(first + at, rows[at], candidates.AsSpan(0, matcher.Find(rows[at], candidates)));
            Interlocked.Add(ref _opening, read - opened);
            Interlocked.Add(ref _matching, Stopwatch.GetTimestamp() - read);
        });
        _matchRecords = Stopwatch.GetElapsedTime(start);
    }

    private void ReadBlock(ClaimSource claims, int first, Span<MatchRow> rows, Dictionary<int, ulong[]>? former)
    {
        Span<byte> buffer = stackalloc byte[ClaimSource.MostBytes];
        for (var at = 0; at < rows.Length; at++)
        {
            var claim = claims.Open(first + at, buffer);
            rows[at] = reader.Read(claim);
            if (former is null || !rows[at].HasFormerNumbers)
                continue;
            lock (former)
                former[first + at] = RowReader.FormerNumbers(claim);
        }
    }

    private static void EachBlock(int count, Action<int, int> work) =>
        Parallel.For(0, (count + Block - 1) / Block, AllCores.Options, block => work(block * Block, Math.Min(Block, count - (block * Block))));
}
