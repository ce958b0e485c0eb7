using HueS.Integration.Linking.Matching;
using HueS.Integration.Profiles;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>
/// Ranks invented people as whom an invented record may belong to. They are compared, weighed and judged as citizens are, so
/// that a task about nobody shows what a real one would.
/// </summary>
internal sealed class InventedCandidates(MatchEngines engines, CitizenStore citizens)
{
    /// <param name="people">The one the task is about first.</param>
    public async Task<Found> RankAsync(
        NpgsqlConnection connection,
        ShownPerson record,
        IReadOnlyList<InventedPerson> people,
        CancellationToken cancellationToken)
    {
        var engine = engines.Current;
        var row = Read(engine, record);
        var all = People.Index(engine.Words, [.. people.Select(one => Read(engine, one.Person))], []);
        var candidates = new Candidate[Matcher.MostCandidates];
        var count = new Matcher(engine.Words, all, engine.Ranker, await citizens.CountAsync(connection, cancellationToken)).Find(row, candidates);
        var judged = new CandidateJudge(engine.Words, all).Judge(row, candidates.AsSpan(0, count));
        var meant = new PairComparer(engine.Words).Compare(row, all[0], all.FormerNumbersOf(0));
        return new Found(
            judged,
            [.. candidates.Take(count).Select(Ranked)],
            Ranked(new Candidate(0, meant, engine.Ranker.WeightOf(meant, row, all[0]), 0)));

        RankedCitizen Ranked(Candidate candidate) => new(
            people[candidate.Person].Id, CandidateJudge.EvidenceOf(row, candidate.Pattern, all[candidate.Person]), candidate.Weight, candidate.Chance);
    }

    private static MatchRow Read(MatchEngine engine, ShownPerson person) => engine.Reader.Read(new ClaimFields(
        person.Number, person.OldCard, Insurance: null, person.Phone, person.Name, person.BirthDate, person.Sex, Ward: null));
}
