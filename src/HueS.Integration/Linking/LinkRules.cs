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
    SeveralCandidates,
    LeadTooSmall,
    PossibleTwin,
    LinkingFrozen,
    CitizenProtected,
    NeverThesePair,

    /// <summary>A person took back what was decided.</summary>
    TakenBack,

    /// <summary>The record or the citizen changed, and what was linked by rule would not be any more.</summary>
    EvidenceChanged,

    /// <summary>The record's system knows it no more.</summary>
    RecordGone,

    /// <summary>By what is known now the record fits the citizen no longer, or another one better.</summary>
    NotBest,

    /// <summary>Two citizens turned out to be one, or one to be two, and what was decided of each does not fit together.</summary>
    CitizensMerged,

    /// <summary>A record that is gone said the same of its holder, and was this citizen's.</summary>
    RecordRekeyed,
}

/// <summary>What the rules make of evidence. Only <see cref="EvidenceClass.E1"/> links by itself.</summary>
internal sealed record LinkDecision(EvidenceClass Class, IReadOnlyList<LinkReason> Reasons)
{
    public bool Links => Class == EvidenceClass.E1 && Reasons.Count == 0;
}

/// <summary>What else is known when evidence is judged: the other candidates, and what people decided before.</summary>
/// <param name="OthersAsGood">How many other citizens are in the class that links.</param>
/// <param name="Lead">By how many doublings the second candidate weighs less; infinite where there is none.</param>
/// <param name="PossibleTwin">Another citizen of the same birth date and phone or house has nearly the same name.</param>
internal sealed record Standing(
    int OthersAsGood = 0,
    double Lead = double.PositiveInfinity,
    bool PossibleTwin = false,
    bool IsFrozen = false,
    bool IsProtected = false,
    bool IsForbidden = false,
    bool IsLinkedElsewhere = false)
{
    /// <summary>The one candidate there is, and nobody said anything of it.</summary>
    public static Standing Alone { get; } = new();
}

/// <summary>The rules on one page are in <c>LinkRules.json</c>; here they are read out. Everything that is not E1 goes to a person.</summary>
internal static class LinkRules
{
    /// <summary>What evidence may leave in doubt, each weighed by the file.</summary>
    public static readonly IReadOnlyList<LinkReason> Doubts =
    [
        LinkReason.NameMissing, LinkReason.NameUnmarked, LinkReason.NamePartial, LinkReason.NameDifferent,
        LinkReason.BirthDateMissing, LinkReason.BirthDateYearOnly, LinkReason.BirthDateSwapped,
        LinkReason.BirthDateFirstOfJanuary, LinkReason.BirthDateDifferent,
    ];

    /// <summary>What other candidates speak against linking.</summary>
    public static readonly IReadOnlyList<LinkReason> AboutRivals =
        [LinkReason.SeveralCandidates, LinkReason.LeadTooSmall, LinkReason.PossibleTwin];

    private static readonly LinkRuleBook Book = LinkRuleBook.ReadEmbedded();

    /// <summary>Stored with every link.</summary>
    public static string Version => Book.Version;

    /// <summary>A candidate less likely than that is not worth a person's time.</summary>
    public static double ChanceWorthAPerson => Book.Person.ChanceAtLeast;

    public static LinkDecision Decide(Evidence evidence) => Decide(evidence, Standing.Alone);

    public static LinkDecision Decide(Evidence evidence, Standing standing)
    {
        var (number, doubts) = Read(evidence);
        var row = Book.Classes.First(row => Fits(row, number, doubts));
        List<LinkReason> reasons = number switch
        {
            KeyAgreement.NotStated => [evidence.OldCardStated ? LinkReason.OldCardNumberOnly : LinkReason.NumberMissing],
            KeyAgreement.Other => [LinkReason.NumberOther],
            _ => doubts,
        };
        reasons.AddRange(Book.Links.Guards.Keys.Where(guard => Holds(guard, standing)));
        return new LinkDecision(row.Class, reasons);
    }

    private static (KeyAgreement Number, List<LinkReason> Doubts) Read(Evidence evidence)
    {
        LinkReason?[] found = [DoubtOf(evidence.Name), DoubtAboutBirthDate(evidence)];
        return (evidence.Number, [.. found.OfType<LinkReason>()]);
    }

    private static bool Fits(ClassRow row, KeyAgreement number, List<LinkReason> doubts) =>
        row.Number switch
        {
            NumberRow.Same => number == KeyAgreement.Same,
            NumberRow.NotStated => number == KeyAgreement.NotStated,
            _ => true,
        }
        && row.Doubts switch
        {
            DoubtsRow.None => doubts.Count == 0,
            DoubtsRow.OneSoft => doubts.Count == 1 && Book.Doubts[doubts[0]] == DoubtWeight.Soft,
            _ => true,
        };

    private static bool Holds(LinkReason guard, Standing standing) => guard switch
    {
        LinkReason.SeveralCandidates => standing.OthersAsGood > 0,
        LinkReason.LeadTooSmall => standing.Lead < Book.Links.LeadAtLeast,
        LinkReason.PossibleTwin => standing.PossibleTwin,
        LinkReason.LinkingFrozen => standing.IsFrozen,
        LinkReason.CitizenProtected => standing.IsProtected,
        LinkReason.NeverThesePair => standing.IsForbidden,
        LinkReason.LinkedElsewhere => standing.IsLinkedElsewhere,
        _ => throw new ArgumentOutOfRangeException(nameof(guard)),
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
