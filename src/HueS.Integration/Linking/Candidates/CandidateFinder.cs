using HueS.Integration.Linking.Matching;
using HueS.Integration.Profiles;
using HueS.Integration.Upstreams.Records;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>
/// Finds whom a record may belong to: by blind keys in the database, then, for the few who share one, in the clear. What is
/// compared, ranked and judged there is the same as in the evaluation.
/// </summary>
internal sealed class CandidateFinder(
    MatchEngines engines,
    MatchKeys keys,
    CitizenKeyStore shared,
    CitizenRows citizens,
    CitizenStore citizenStore,
    AwaitedCitizens awaited)
{
    /// <summary>More are never opened for one record, nor more for the possible twins of those.</summary>
    private const int MostOpened = 64;

    private const int MostRanked = 20;

    /// <param name="besides">Citizens whom a person ruled out: no candidates, and as possible twins they count all the same.</param>
    /// <param name="meant">The citizen somebody asks about, who is compared whether or not they are found.</param>
    public async Task<Found> FindAsync(
        NpgsqlConnection connection,
        HolderClaim holder,
        IReadOnlySet<Guid> besides,
        Guid? meant,
        CancellationToken cancellationToken)
    {
        var isSilent = holder.Kind == HolderKind.Business || holder.IsEmpty;
        if (isSilent && meant is null)
            return Found.Nobody;

        var look = new Look(engines.Current, holder, meant);
        var asked = isSilent ? Sharing.Nobody
            : await shared.SharingAsync(connection, keys.Asked(look.Engine, look.Record), cancellationToken);
        Guid[] candidates = [.. asked.CitizenIds.Where(id => !besides.Contains(id))];
        look.Open(
            await citizens.ReadAsync(
                connection,
                look.Engine,
                [.. candidates.Take(MostOpened).Union(meant is { } id ? [id] : [])],
                cancellationToken),
            isWhole: candidates.Length <= MostOpened);
        await OpenTwinsAsync(connection, look, besides, cancellationToken);
        var found = look.Judge(await citizenStore.CountAsync(connection, cancellationToken));
        return look.MayLink && await awaited.AreThereAnyAsync(connection, cancellationToken)
            ? found with { AwaitsCitizens = true }
            : found;
    }

    /// <summary>The keys by which a record is looked up when something becomes known of a citizen.</summary>
    public IReadOnlyList<byte[]> KeysOf(HolderClaim holder)
    {
        var engine = engines.Current;
        return keys.Asked(engine, Read(engine, holder));
    }

    public static MatchRow Read(MatchEngine engine, HolderClaim holder) => engine.Reader.Read(new ClaimFields(
        holder.Number?.Digits,
        holder.OldCard?.Digits,
        holder.Insurance?.Digits,
        holder.Phone,
        holder.Name?.Text,
        holder.BirthDate?.ToIso(),
        holder.Sex,
        holder.Ward));

    /// <summary>
    /// Whoever might be the twin of somebody the record would link to counts, though the record itself leads to nobody but that
    /// one. Without an equal number nothing links, whoever there is.
    /// </summary>
    private async Task OpenTwinsAsync(NpgsqlConnection connection, Look look, IReadOnlySet<Guid> besides, CancellationToken cancellationToken)
    {
        if (!look.MayLink)
            return;
        var near = look.Numbered.SelectMany(citizen => keys.Twins(look.Engine, citizen.Row)).ToList();
        var sharing = await shared.SharingAsync(connection, near, cancellationToken);
        Guid[] twins = [.. sharing.CitizenIds.Where(id => !look.IsOpen(id))];
        var opened = await citizens.ReadAsync(connection, look.Engine, [.. twins.Take(MostOpened)], cancellationToken);
        look.OpenTwins(opened, besides, isWhole: sharing.IsWhole && twins.Length <= MostOpened);
    }

    /// <summary>One record before those who were opened for it.</summary>
    private sealed class Look(MatchEngine engine, HolderClaim holder, Guid? meant)
    {
        private readonly List<CitizenRow> _opened = [];
        private readonly MatchRow _record = Read(engine, holder);
        private int _ruledOut;
        private bool _isWhole = true;

        public MatchEngine Engine => engine;

        public MatchRow Record => _record;

        /// <summary>Those whose number the record gives.</summary>
        public IEnumerable<CitizenRow> Numbered => _opened.Where(citizen => citizen.HasNumber(_record.Number));

        public bool MayLink => Numbered.Any();

        public bool IsOpen(Guid citizenId) => _opened.Exists(citizen => citizen.CitizenId == citizenId);

        public void Open(List<CitizenRow> citizens, bool isWhole)
        {
            _opened.AddRange(citizens);
            _isWhole &= isWhole;
        }

        /// <summary>Those ruled out stand behind the others, so that places before them are the same with them and without.</summary>
        public void OpenTwins(List<CitizenRow> citizens, IReadOnlySet<Guid> besides, bool isWhole)
        {
            Open([.. citizens.OrderBy(citizen => besides.Contains(citizen.CitizenId))], isWhole);
            _ruledOut = citizens.Count(citizen => besides.Contains(citizen.CitizenId));
        }

        public Found Judge(int population)
        {
            var all = Index(_opened);
            var eligible = _ruledOut == 0 ? all : Index(_opened[..^_ruledOut]);
            var candidates = new Candidate[Matcher.MostCandidates];
            var count = new Matcher(engine.Words, eligible, engine.Ranker, population).Find(_record, candidates);
            var ranked = candidates.Take(Math.Min(count, MostRanked)).Select(candidate => Ranked(all, candidate)).ToList();
            var judged = new CandidateJudge(engine.Words, all).Judge(_record, candidates.AsSpan(0, count));
            return new Found(Sober(judged, ranked), ranked, meant is { } id ? MeantOne(all, ranked, id) : null, _isWhole);
        }

        /// <summary>Nothing links by a phone that is no second key, nor after a look that was not whole.</summary>
        private Judged Sober(Judged judged, List<RankedCitizen> ranked)
        {
            if (judged.Call != LinkCall.Automatic)
                return judged;
            var decision = LinkRules.Decide(ranked[0].Evidence);
            return !decision.Links ? new Judged(LinkCall.ToPerson, decision)
                : !_isWhole ? new Judged(LinkCall.ToPerson, judged.Decision! with { Reasons = [LinkReason.LeadTooSmall] })
                : judged;
        }

        private RankedCitizen MeantOne(People people, List<RankedCitizen> ranked, Guid id)
        {
            if (ranked.Find(candidate => candidate.CitizenId == id) is { } found)
                return found;
            var place = _opened.FindIndex(citizen => citizen.CitizenId == id);
            var pattern = new PairComparer(engine.Words).Compare(_record, people[place], people.FormerNumbersOf(place));
            return Ranked(people, new Candidate(place, pattern, engine.Ranker.WeightOf(pattern, _record, people[place]), 0));
        }

        private RankedCitizen Ranked(People people, Candidate candidate)
        {
            var evidence = CandidateJudge.EvidenceOf(_record, candidate.Pattern, people[candidate.Person]);
            var citizen = _opened[candidate.Person];
            return new RankedCitizen(
                citizen.CitizenId,
                citizen.SharesPhone || evidence.SecondKey != KeyAgreement.Same ? evidence : evidence with { SecondKey = KeyAgreement.NotStated },
                candidate.Weight,
                candidate.Chance);
        }

        private People Index(List<CitizenRow> citizens)
        {
            var former = Enumerable.Range(0, citizens.Count)
                .Where(place => citizens[place].FormerNumbers.Length > 0)
                .ToDictionary(place => place, place => citizens[place].FormerNumbers);
            return People.Index(engine.Words, [.. citizens.Select(citizen => citizen.Row)], former);
        }
    }
}
