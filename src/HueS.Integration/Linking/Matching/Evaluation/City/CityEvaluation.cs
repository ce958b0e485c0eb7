using System.Diagnostics;
using HueS.Integration.Linking.Matching.Bulk;
using HueS.Integration.Linking.Matching.Training;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>Matches the records of a generated city and holds every answer against the truth.</summary>
internal sealed class CityEvaluation(LabelledCity city, string name)
{
    private readonly double[] _chance = new double[city.Records.Count];
    private readonly short[] _place = new short[city.Records.Count];
    private readonly LinkCall[] _calls = new LinkCall[city.Records.Count];
    private readonly bool[] _right = new bool[city.Records.Count];
    private long _pairs;
    private int _mostPairs;

    /// <summary>The weights it was done with: those given, or those it trained.</summary>
    public WeightFile? Weights { get; private set; }

    /// <param name="weights"><c>null</c> to train on the pairs of the city first, without their labels.</param>
    public EvaluationReport Run(WeightFile? weights)
    {
        var words = new WordTable();
        var pass = new BulkPass(new RowReader(words));
        var (rows, people) = pass.ReadPeople(new PlainClaims(city.People));
        var start = Stopwatch.GetTimestamp();
        Weights = weights ?? Train(words, rows, people);
        var training = Stopwatch.GetElapsedTime(start);

        var matcher = new Matcher(words, people, new Ranker(Weights.Model(), new NameFrequencies(words, Weights.Names)));
        var judge = new CandidateJudge(words, people);
        pass.Match(new PlainClaims(city.Records), matcher, (int record, in MatchRow row, ReadOnlySpan<Candidate> candidates) =>
            Note(record, candidates, judge.Judge(row, candidates)));
        return Report(pass.Times, training);
    }

    private WeightFile Train(WordTable words, MatchRow[] rows, People people)
    {
        var reader = new RowReader(words);
        var records = new MatchRow[city.Records.Count];
        for (var record = 0; record < records.Length; record++)
            records[record] = reader.Read(city.Records[record]);
        var names = NameShares.Count(words, rows);
        var model = PersonTraining.Train(words, people, records, PersonModel.Start, new NameFrequencies(words, names), "trained", seed: 1);
        return WeightFile.Of(model, name, names);
    }

    private void Note(int record, ReadOnlySpan<Candidate> candidates, Judged judged)
    {
        var truth = city.Truth[record];
        _place[record] = -1;
        for (short place = 0; place < candidates.Length; place++)
        {
            if (candidates[place].Person == truth)
                _place[record] = place;
        }

        _chance[record] = candidates.IsEmpty ? -1 : candidates[0].Chance;
        _right[record] = _place[record] == 0;
        _calls[record] = judged.Call;
        Interlocked.Add(ref _pairs, candidates.Length);
        if (candidates.Length > _mostPairs)
            Interlocked.Exchange(ref _mostPairs, candidates.Length);
    }

    private EvaluationReport Report(BulkTimes times, TimeSpan training)
    {
        var known = city.Truth.Count(truth => truth >= 0);
        var curve = new ScoreCurve([.. _chance.Zip(_right).Where(pair => pair.First >= 0)], known);
        var high = curve.AtPrecision(EvaluationReport.HighPrecision);
        var linked = _calls.Count(call => call == LinkCall.Automatic);
        var wrong = Enumerable.Range(0, _calls.Length).Count(record => _calls[record] == LinkCall.Automatic && !_right[record]);
        return new EvaluationReport(
            name,
            $"{Weights!.Version}, trained on {Weights.TrainedOn}",
            city.Records.Count,
            city.People.Count,
            known,
            [.. EvaluationReport.Thresholds.Select(curve.At)],
            curve.Best,
            high,
            new AutomaticReport(
                LinkRules.Version,
                linked,
                wrong,
                (double)linked / _calls.Length,
                (double)_calls.Count(call => call == LinkCall.ToPerson) / _calls.Length,
                (double)_calls.Count(call => call == LinkCall.NoCandidate) / _calls.Length),
            new CandidateReport(
                Recall(1, known),
                Recall(5, known),
                Recall(20, known),
                Recall(int.MaxValue, known),
                (double)_pairs / _calls.Length,
                _mostPairs),
            [.. Enum.GetValues<Dirt>().Select(dirt => ByDirt(dirt, high.Threshold)).Where(dirt => dirt.Records > 0)],
            new ResourceReport(
                training.TotalSeconds,
                times.ReadPeople.TotalSeconds,
                times.IndexPeople.TotalSeconds,
                times.MatchRecords.TotalSeconds,
                Process.GetCurrentProcess().PeakWorkingSet64 / 1e6));
    }

    private double Recall(int within, int known) => known == 0 ? 0 : (double)_place.Count(place => place >= 0 && place < within) / known;

    /// <summary>A record may have several kinds of dirt and counts for each; clean is one with none.</summary>
    private DirtReport ByDirt(Dirt dirt, double threshold)
    {
        var (records, known, found, right, wrong, automatic, toPeople) = (0, 0, 0, 0, 0, 0, 0);
        for (var record = 0; record < _calls.Length; record++)
        {
            if (dirt == Dirt.None ? city.Dirt[record] != Dirt.None : !city.Dirt[record].HasFlag(dirt))
                continue;
            records++;
            known += city.Truth[record] >= 0 ? 1 : 0;
            found += _place[record] >= 0 ? 1 : 0;
            var taken = _chance[record] >= threshold;
            right += taken && _right[record] ? 1 : 0;
            wrong += taken && !_right[record] ? 1 : 0;
            automatic += _calls[record] == LinkCall.Automatic ? 1 : 0;
            toPeople += _calls[record] == LinkCall.ToPerson ? 1 : 0;
        }

        return new DirtReport(dirt == Dirt.None ? "Clean" : dirt.ToString(), records, known, found, right, wrong, automatic, toPeople);
    }
}
