using HueS.Integration.Linking.Matching;
using HueS.Integration.Profiles;
using HueS.Integration.Upstreams.Records;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>A citizen a record may belong to.</summary>
/// <param name="Weight">By how many doublings the comparison speaks for this citizen.</param>
/// <param name="Chance">How likely it is they, all others and "none of them" considered.</param>
internal sealed record RankedCitizen(Guid CitizenId, Evidence Evidence, double Weight, double Chance);

/// <summary>Whom a record may belong to, best first, and what the rules say of the best.</summary>
internal sealed record Found(Judged Judged, IReadOnlyList<RankedCitizen> Candidates)
{
    public static Found Nobody { get; } = new(Judged.Nobody, []);
}

/// <summary>
/// Finds whom a record may belong to: by blind keys in the database, then, for the few who share one, in the clear. What is
/// compared, ranked and judged there is the same as in the evaluation.
/// </summary>
internal sealed class CandidateFinder(
    MatchEngine engine,
    MatchKeys keys,
    CitizenKeyStore shared,
    CitizenRows citizens,
    CitizenStore citizenStore)
{
    /// <summary>A key that more people share says nothing.</summary>
    private const int MostSharing = 24;

    /// <summary>More are never opened for one record.</summary>
    private const int MostOpened = 64;

    private const int MostRanked = 20;

    /// <param name="besides">Citizens whom a person ruled out.</param>
    public async Task<Found> FindAsync(
        NpgsqlConnection connection,
        HolderClaim holder,
        IReadOnlySet<Guid> besides,
        CancellationToken cancellationToken)
    {
        if (holder.Kind == HolderKind.Business || holder.IsEmpty)
            return Found.Nobody;

        var record = Read(holder);
        var opened = await OpenAsync(connection, keys.Asked(record), besides, cancellationToken);
        if (opened.Count == 0)
            return Found.Nobody;

        // Whoever might be the twin of a candidate counts, though the record itself leads to nobody but the candidate.
        var near = opened.SelectMany(candidate => keys.Kept(candidate.Row)).ToList();
        var known = opened.Select(candidate => candidate.CitizenId).Concat(besides).ToHashSet();
        opened.AddRange(await OpenAsync(connection, near, known, cancellationToken));
        return Judge(record, opened, await citizenStore.CountAsync(connection, cancellationToken));
    }

    public MatchRow Read(HolderClaim holder) => engine.Reader.Read(new ClaimFields(
        holder.Number?.Digits,
        holder.OldCard?.Digits,
        holder.Insurance?.Digits,
        holder.Phone,
        holder.Name?.Text,
        holder.BirthDate?.ToIso(),
        holder.Sex,
        holder.Ward));

    private async Task<List<CitizenRow>> OpenAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<byte[]> asked,
        IReadOnlySet<Guid> besides,
        CancellationToken cancellationToken)
    {
        var sharing = await shared.SharingAsync(connection, asked, MostSharing, cancellationToken);
        return await citizens.ReadAsync(connection, [.. sharing.Where(id => !besides.Contains(id)).Take(MostOpened)], cancellationToken);
    }

    private Found Judge(MatchRow record, List<CitizenRow> opened, int population)
    {
        var former = Enumerable.Range(0, opened.Count)
            .Where(place => opened[place].FormerNumbers.Length > 0)
            .ToDictionary(place => place, place => opened[place].FormerNumbers);
        var people = People.Index(engine.Words, [.. opened.Select(citizen => citizen.Row)], former);
        var candidates = new Candidate[Matcher.MostCandidates];
        var count = new Matcher(engine.Words, people, engine.Ranker, population).Find(record, candidates);
        var judged = new CandidateJudge(engine.Words, people).Judge(record, candidates.AsSpan(0, count));
        return new Found(
            judged,
            [.. candidates.Take(Math.Min(count, MostRanked)).Select(candidate => new RankedCitizen(
                opened[candidate.Person].CitizenId,
                CandidateJudge.EvidenceOf(record, candidate.Pattern, people[candidate.Person]),
                candidate.Weight,
                candidate.Chance))]);
    }
}
