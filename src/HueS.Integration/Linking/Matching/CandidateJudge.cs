using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>What becomes of a record without a person looking at it.</summary>
internal enum LinkCall
{
    Automatic,
    ToPerson,
    NoCandidate,
}

/// <param name="Decision">Of the best candidate; <c>null</c> without one.</param>
internal sealed record Judged(LinkCall Call, LinkDecision? Decision)
{
    public static Judged Nobody { get; } = new(LinkCall.NoCandidate, null);
}

/// <summary>
/// Puts ranked candidates before <see cref="LinkRules"/>, which alone decide. Weights only find, rank, and say how far ahead
/// the best candidate is.
/// </summary>
internal sealed class CandidateJudge(WordTable words)
{
    private readonly NameLevels _names = new(words);

    /// <param name="candidates">Best first.</param>
    /// <param name="rowOf">What is known of the candidate at a place.</param>
    public Judged Judge(in MatchRow record, ReadOnlySpan<Candidate> candidates, Func<int, MatchRow> rowOf)
    {
        if (candidates.IsEmpty)
            return Judged.Nobody;

        var best = rowOf(candidates[0].Person);
        var decision = LinkRules.Decide(EvidenceOf(record, candidates[0].Pattern, best), StandingOf(record, best, candidates, rowOf));
        return decision.Links ? new Judged(LinkCall.Automatic, decision)
            : IsWorthAPerson(candidates[0]) ? new Judged(LinkCall.ToPerson, decision)
            : Judged.Nobody;
    }

    public static Evidence EvidenceOf(in MatchRow record, Pattern pattern, in MatchRow person) => new(
        pattern.Number switch
        {
            KeyLevel.Same => KeyAgreement.Same,
            KeyLevel.NotStated => KeyAgreement.NotStated,
            _ => KeyAgreement.Other,
        },
        record.OldCard != 0,
        GradeOf(pattern.Name),
        person.BirthDate() is { } known ? record.BirthDate()?.CompareTo(known) : null,
        record.Birth != 0 && person.Birth != 0 && record.Precision == BirthDatePrecision.Year && person.Precision == BirthDatePrecision.Year,
        pattern.Phone switch
        {
            KeyLevel.Same => KeyAgreement.Same,
            KeyLevel.NotStated => KeyAgreement.NotStated,
            _ => KeyAgreement.Other,
        });

    private Standing StandingOf(in MatchRow record, in MatchRow best, ReadOnlySpan<Candidate> candidates, Func<int, MatchRow> rowOf)
    {
        if (candidates.Length == 1)
            return Standing.Alone;
        var (asGood, twin) = (0, false);
        foreach (ref readonly var other in candidates[1..])
        {
            var row = rowOf(other.Person);
            if (other.Pattern.Number == KeyLevel.Same && LinkRules.Decide(EvidenceOf(record, other.Pattern, row)).Links)
                asGood++;
            twin |= MayBeTwins(best, row);
        }

        return new Standing(asGood, candidates[0].Weight - candidates[1].Weight, twin);
    }

    /// <summary>Born on one day (or in one year, where no more is known), of one phone or house, names apart by at most a syllable or a mark.</summary>
    private bool MayBeTwins(in MatchRow one, in MatchRow other)
    {
        if (one.Birth == 0 || one.Birth != other.Birth)
            return false;
        var sharesPhone = one.Phone != 0 && one.Phone == other.Phone;
        var mayShareHouse = one.Ward != 0 && other.Ward != 0 && WardTable.Agree(one.Ward, other.Ward);
        return (sharesPhone || mayShareHouse)
            && _names.Compare(one, other) is not (NameLevel.NotStated or NameLevel.Different or NameLevel.FamilyAndGiven);
    }

    private static bool IsWorthAPerson(in Candidate best) =>
        best.Chance >= LinkRules.ChanceWorthAPerson
        || best.Pattern.Number == KeyLevel.Same
        || best.Pattern.OldCard == KeyLevel.Same
        || best.Pattern.Insurance == KeyLevel.Same;

    private static NameGrade? GradeOf(NameLevel level) => level switch
    {
        NameLevel.NotStated => null,
        NameLevel.Exact => NameGrade.Exact,
        NameLevel.Spelling => NameGrade.Spelling,
        NameLevel.MarksLost or NameLevel.MarksOther or NameLevel.GivenMarksOther => NameGrade.Unmarked,
        NameLevel.Partial => NameGrade.Partial,
        _ => NameGrade.Different,
    };
}
