using HueS.Integration.Identity;

namespace HueS.Integration.Linking;

/// <summary>How strong evidence is. Classes are compared with thresholds and never summed.</summary>
internal enum EvidenceClass
{
    /// <summary>Number exact, name exact or an accepted spelling, full birth date equal; or only the year known on both sides and the phone equal.</summary>
    E1,

    /// <summary>Number exact with one soft difference.</summary>
    E2,

    /// <summary>No number to compare.</summary>
    E3,

    /// <summary>Another number, or more than one difference.</summary>
    None,
}

/// <summary>What kept a record from being linked by rule.</summary>
internal enum LinkReason
{
    NumberMissing,
    NumberOther,
    OldCardNumberOnly,
    NameMissing,
    NameUnmarked,
    NamePartial,
    NameDifferent,
    BirthDateMissing,
    BirthDateYearOnly,
    BirthDateSwapped,
    BirthDateFirstOfJanuary,
    BirthDateDifferent,
    LinkedElsewhere,

    /// <summary>The citizen asked that nothing be linked by machine.</summary>
    LinkingFrozen,

    /// <summary>A person the law protects.</summary>
    PersonProtected,

    /// <summary>A person took back what was decided.</summary>
    TakenBack,
}

/// <summary>What the rules make of evidence. Only <see cref="EvidenceClass.E1"/> links by itself.</summary>
internal sealed record LinkDecision(EvidenceClass Class, IReadOnlyList<LinkReason> Reasons)
{
    public bool Links => Class == EvidenceClass.E1 && Reasons.Count == 0;
}

/// <summary>
/// The rules on one page. Everything that is not E1 goes to a person:
/// <code>
/// number     name               birth date                        phone   class
/// same       exact | spelling   equal, full                       any     E1
/// same       exact | spelling   equal, only the year on both      same    E1
/// same       one soft difference in all                           any     E2
/// not stated any                any                               any     E3
/// otherwise                                                               none
/// </code>
/// </summary>
internal static class LinkRules
{
    /// <summary>Stored with every link. Raise it with every change of what leads to which class.</summary>
    public const string Version = "2026-11.1";

    public static LinkDecision Decide(Evidence evidence)
    {
        if (evidence.Number == KeyAgreement.NotStated)
            return new LinkDecision(EvidenceClass.E3, [evidence.OldCardStated ? LinkReason.OldCardNumberOnly : LinkReason.NumberMissing]);
        if (evidence.Number == KeyAgreement.Other)
            return new LinkDecision(EvidenceClass.None, [LinkReason.NumberOther]);

        LinkReason?[] found = [DoubtOf(evidence.Name), DoubtAboutBirthDate(evidence)];
        var doubts = found.OfType<LinkReason>().ToList();
        var hard = doubts.Exists(doubt => doubt is LinkReason.NameDifferent or LinkReason.BirthDateDifferent);
        return new LinkDecision(
            doubts.Count == 0 ? EvidenceClass.E1 : doubts.Count == 1 && !hard ? EvidenceClass.E2 : EvidenceClass.None,
            doubts);
    }

    public static LinkReason ReasonOf(LinkingHold hold) => hold switch
    {
        LinkingHold.Frozen => LinkReason.LinkingFrozen,
        LinkingHold.Protected => LinkReason.PersonProtected,
        _ => throw new ArgumentOutOfRangeException(nameof(hold)),
    };

    private static LinkReason? DoubtOf(NameGrade? grade) => grade switch
    {
        null => LinkReason.NameMissing,
        NameGrade.Exact or NameGrade.Spelling => null,
        NameGrade.Unmarked => LinkReason.NameUnmarked,
        NameGrade.Partial => LinkReason.NamePartial,
        NameGrade.Different => LinkReason.NameDifferent,
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    private static LinkReason? DoubtAboutBirthDate(Evidence evidence) => evidence.BirthDate?.Grade switch
    {
        null => LinkReason.BirthDateMissing,
        BirthDateGrade.Equal when evidence.BirthDate.Value.SharedPrecision == BirthDatePrecision.Day => null,
        BirthDateGrade.Equal when evidence is { BothYearOnly: true, SecondKey: KeyAgreement.Same } => null,
        BirthDateGrade.Equal => LinkReason.BirthDateYearOnly,
        BirthDateGrade.DayMonthSwapped => LinkReason.BirthDateSwapped,
        BirthDateGrade.FirstOfJanuary => LinkReason.BirthDateFirstOfJanuary,
        BirthDateGrade.Different => LinkReason.BirthDateDifferent,
        _ => throw new ArgumentOutOfRangeException(nameof(evidence)),
    };
}
