using HueS.Integration.Linking.Matching;

namespace HueS.Integration.Linking.Candidates;

/// <summary>A citizen a record may belong to.</summary>
/// <param name="Weight">By how many doublings the comparison speaks for this citizen.</param>
/// <param name="Chance">How likely it is they, all others and "none of them" considered.</param>
internal sealed record RankedCitizen(Guid CitizenId, Evidence Evidence, double Weight, double Chance);

/// <summary>Whom a record may belong to, best first, and what the rules say of the best.</summary>
/// <param name="Meant">The citizen who was asked about, found or not.</param>
/// <param name="IsWhole">Everybody who might be meant as well was looked at.</param>
/// <param name="AwaitsCitizens">The record would link, and there are citizens who cannot be found yet: one of them may be meant.</param>
internal sealed record Found(
    Judged Judged,
    IReadOnlyList<RankedCitizen> Candidates,
    RankedCitizen? Meant,
    bool IsWhole = true,
    bool AwaitsCitizens = false)
{
    public static Found Nobody { get; } = new(Judged.Nobody, [], null);

    /// <summary>Each candidate with why the record is not linked to them.</summary>
    /// <param name="standing">What else is known of a candidate.</param>
    public IReadOnlyList<RatedCitizen> Rate(Func<RankedCitizen, Standing> standing) => [.. Candidates.Select((candidate, place) =>
    {
        var decision = LinkRules.Decide(candidate.Evidence, standing(candidate));
        IReadOnlyList<LinkReason> lost = place == 0
            ? Judged.Decision?.Reasons.Intersect(LinkRules.AboutRivals).ToList() ?? []
            : [LinkReason.NotBest];
        return new RatedCitizen(candidate, decision with { Reasons = [.. decision.Reasons.Union(lost)] });
    })];

    /// <summary>
    /// What others, who may be meant as well, speak against linking the record by rule to the citizen asked about. Where the
    /// evidence alone would link and the look was not whole, or did not lead to that citizen, somebody else may be meant.
    /// </summary>
    public IReadOnlyList<LinkReason> AgainstMeant()
    {
        var isBest = Candidates is [var best, ..] && best.CitizenId == Meant!.CitizenId;
        var links = LinkRules.Decide(Meant!.Evidence).Links;
        IEnumerable<LinkReason> said = isBest ? Judged.Decision?.Reasons.Intersect(LinkRules.AboutRivals) ?? [] : [];
        var doubtful = isBest ? links && (!IsWhole || AwaitsCitizens)
            : links || Candidates.Any(candidate => candidate.CitizenId == Meant.CitizenId);
        return doubtful ? [.. said.Union([LinkReason.LeadTooSmall])] : [.. said];
    }
}
