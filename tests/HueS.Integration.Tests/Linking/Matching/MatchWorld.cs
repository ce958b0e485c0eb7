using HueS.Integration.Identity;
using HueS.Integration.Linking.Matching;

namespace HueS.Integration.Tests.Linking.Matching;

/// <summary>A few people, and what becomes of a record held against them. Everybody is invented.</summary>
internal sealed class MatchWorld
{
    public const string Number = "046190000017";
    public const string Phone = "0120000001";
    public const string Ward = "19789";

    private readonly RowReader _reader;
    private readonly Matcher _matcher;
    private readonly CandidateJudge _judge;

    public MatchWorld(params ClaimFields[] people)
    {
        Words = new WordTable();
        _reader = new RowReader(Words);
        var rows = Array.ConvertAll(people, person => _reader.Read(person));
        var former = Enumerable.Range(0, people.Length)
            .Where(person => rows[person].HasFormerNumbers)
            .ToDictionary(person => person, person => RowReader.FormerNumbers(people[person].Number));
        People = People.Index(Words, rows, former);
        var weights = WeightFile.Default;
        Ranker = new Ranker(weights.Model(), new NameFrequencies(Words, weights.Names));
        _matcher = new Matcher(Words, People, Ranker);
        _judge = new CandidateJudge(Words, People);
    }

    public WordTable Words { get; }

    public People People { get; }

    public Ranker Ranker { get; }

    public static ClaimFields Someone { get; } = new(Number, null, null, Phone, "Trần Thị Hoài Thương", "1990-05-12", Sex.Female, Ward);

    public MatchRow Read(in ClaimFields claim) => _reader.Read(claim);

    public Candidate[] Candidates(in ClaimFields record)
    {
        var candidates = new Candidate[Matcher.MostCandidates];
        return candidates[.._matcher.Find(Read(record), candidates)];
    }

    public Judged Judge(in ClaimFields record) => _judge.Judge(Read(record), Candidates(record));

    public Pattern Compare(in ClaimFields record, int person = 0) =>
        new PairComparer(Words).Compare(Read(record), People[person], People.FormerNumbersOf(person));
}
