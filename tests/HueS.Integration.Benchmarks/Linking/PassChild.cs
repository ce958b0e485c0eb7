using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HueS.Integration.Benchmarks.Reporting;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Linking.Matching.Bulk;
using HueS.Integration.Linking.Matching.Evaluation.City;

namespace HueS.Integration.Benchmarks.Linking;

/// <summary>What one round of a pass took.</summary>
/// <param name="Pairs">How many pairs were compared; 0 where none are counted.</param>
internal sealed record PassRound(double Seconds, double ProcessorSeconds, BulkTimes? Times, long Pairs, double? MedianMilliseconds = null, double? P99Milliseconds = null);

/// <summary>A process that holds one city and runs a pass over it whenever it is told to, so that its memory is the pass's own.</summary>
internal static class PassChild
{
    public const string Verb = "linking-pass";
    public const string Bulk = "bulk";
    public const string One = "one";
    public const string Plain = "plain";

    private const int SingleRecords = 20_000;
    private const int WarmUp = 500;

    /// <param name="arguments">The pass, how many people and records, and the seed.</param>
    public static async Task<int> ServeAsync(IReadOnlyList<string> arguments)
    {
        var (count, seed) = (int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture));
        var run = Prepare(arguments[0], new CityOptions(count, count, 0.5, 0.1, seed));
        GC.Collect();
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var round = run();
            round = round with { Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, ProcessorSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds };
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(round));
        }

        return 0;
    }

    private static Func<PassRound> Prepare(string pass, CityOptions options)
    {
        var city = LabelledCity.Generate(options);
        if (pass == Plain)
            return () => RunPlain(city);

        var (people, records) = (new SealedClaims(city.People), new SealedClaims(city.Records));
        return pass switch
        {
            Bulk => () => RunBulk(people, records),
            One => () => RunOne(people, records),
            _ => throw new ArgumentOutOfRangeException(nameof(pass)),
        };
    }

    private static PassRound RunPlain(LabelledCity city)
    {
        var found = new PlainPass(city.People, city.Records).Run();
        return found > 0 ? new PassRound(0, 0, null, 0) : throw new InvalidOperationException("The plain pass found nobody.");
    }

    private static PassRound RunBulk(ClaimSource people, ClaimSource records)
    {
        var (pass, matcher, judge) = Build(people);
        long pairs = 0, linked = 0;
        pass.Match(records, matcher, (int _, in MatchRow row, ReadOnlySpan<Candidate> candidates) =>
        {
            Interlocked.Add(ref pairs, candidates.Length);
            if (judge.Judge(row, candidates).Call == LinkCall.Automatic)
                Interlocked.Increment(ref linked);
        });
        return linked > 0 ? new PassRound(0, 0, pass.Times, pairs) : throw new InvalidOperationException("The pass linked nothing.");
    }

    private static PassRound RunOne(ClaimSource people, ClaimSource records)
    {
        var words = new WordTable();
        var (_, matcher, judge) = Build(people, words);
        var reader = new RowReader(words);
        var candidates = new Candidate[Matcher.MostCandidates];
        var took = new List<double>();
        var buffer = new byte[ClaimSource.MostBytes];
        for (var at = 0; at < Math.Min(records.Count, SingleRecords + WarmUp); at++)
        {
            var start = Stopwatch.GetTimestamp();
            var row = reader.Read(records.Open(at, buffer));
            judge.Judge(row, candidates.AsSpan(0, matcher.Find(row, candidates)));
            if (at >= WarmUp)
                took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        double[] sorted = [.. took.Order()];
        return new PassRound(0, 0, null, 0, Numbers.Percentile(sorted, 0.5), Numbers.Percentile(sorted, 0.99));
    }

    private static (BulkPass Pass, Matcher Matcher, CandidateJudge Judge) Build(ClaimSource people, WordTable? table = null)
    {
        var words = table ?? new WordTable();
        var pass = new BulkPass(new RowReader(words));
        var indexed = pass.ReadPeople(people).People;
        var weights = WeightFile.Default;
        var ranker = new Ranker(weights.Model(), new NameFrequencies(words, weights.Names));
        return (pass, new Matcher(words, indexed, ranker), new CandidateJudge(words, indexed));
    }
}
