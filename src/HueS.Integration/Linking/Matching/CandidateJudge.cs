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
internal sealed class CandidateJudge(WordTable words, People people)
{
    private readonly NameLevels _names = new(words);

    /// <param name="candidates">Best first.</param>
    public Judged Judge(in MatchRow record, ReadOnlySpan<Candidate> candidates)
    {
        if (candidates.IsEmpty)
            return Judged.Nobody;

        var evidence = EvidenceOf(record, candidates[0].Pattern, people[candidates[0].Person]);
        var decision = LinkRules.Decide(evidence);
        // Who else there is matters only where the record would link.
        if (decision.Links)
            decision = LinkRules.Decide(evidence, StandingOf(record, candidates));
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

    private Standing StandingOf(in MatchRow record, ReadOnlySpan<Candidate> candidates)
    {
        var asGood = 0;
        foreach (ref readonly var other in candidates[1..])
            asGood += IsAsGood(record, candidates[0].Pattern, other.Pattern, people[other.Person]) ? 1 : 0;
        return new Standing(
            asGood,
            candidates.Length == 1 ? double.PositiveInfinity : candidates[0].Weight - candidates[1].Weight,
            MayHaveTwin(candidates[0].Person));
    }

    private bool MayHaveTwin(int person)
    {
        Span<int> found = stackalloc int[People.MostFound];
        var count = people.FindTwins(person, found);
        foreach (var other in found[..count])
        {
            if (other != person && MayBeTwins(people[person], people[other]))
                return true;
        }

        return false;
    }

    /// <summary>
    /// In the class that links; or of the same name and birth date, and the record gives their phone and not the other's: then
    /// the number is what was mixed up.
    /// </summary>
    private static bool IsAsGood(in MatchRow record, Pattern best, Pattern other, in MatchRow row) =>
        (other.Number == KeyLevel.Same && LinkRules.Decide(EvidenceOf(record, other, row)).Links)
        || (other is { Name: NameLevel.Exact or NameLevel.Spelling, BirthDate: BirthLevel.Day or BirthLevel.Year, Phone: KeyLevel.Same }
            && best.Phone != KeyLevel.Same);

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
