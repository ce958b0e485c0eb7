using System.Text.Json;
using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api;

/// <summary>
/// What this service says to people: every code in Vietnamese and English, for the official and for the citizen, with the
/// next step. The texts stand in <c>Messages.json</c>; reasons are worded so that they can follow the outcome they explain.
/// </summary>
internal static class Messages
{
    private static readonly string VitalStatusNotAsked = Code(Verification.Reason.VitalStatusNotAsked);

    public static MessageCatalogue Catalogue { get; } = Load();

    /// <summary>What to say about a check: its outcome first, then each reason; for a pending one, why it waits.</summary>
    public static LocalisedText For(Outcome outcome, params IReadOnlyList<string> reasons) =>
        // Nobody asked whether the person lives, so the outcome's own text would say too much.
        outcome is Outcome.Verified && reasons.Contains(VitalStatusNotAsked)
            ? Compose(Catalogue.Reasons, VitalStatusNotAsked, Catalogue.Reasons, reasons)
            : Compose(Catalogue.Outcomes, Code(outcome), outcome is Outcome.Pending ? Catalogue.PendingReasons : Catalogue.Reasons, reasons);

    /// <summary>What to say about a link: its state first, then what kept it from being made.</summary>
    public static LocalisedText For(LinkState state, params IReadOnlyList<string> reasons) =>
        Compose(Catalogue.LinkStates, Code(state), Catalogue.LinkReasons, reasons);

    /// <summary>What to say about a task: what it is about, then why it was left to a person.</summary>
    public static LocalisedText For(ReviewKind kind, params IReadOnlyList<string> reasons) => Compose(
        Catalogue.ReviewKinds,
        Code(kind),
        kind switch
        {
            ReviewKind.Verification => Catalogue.Reasons,
            ReviewKind.Profile => Catalogue.ProfileReasons,
            ReviewKind.Link => Catalogue.LinkReasons,
            ReviewKind.Citizen or ReviewKind.Unlinking => Catalogue.ProposalReasons,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        },
        reasons);

    /// <summary>What a decision does.</summary>
    public static BilingualText For(ReviewDecision decision) => Catalogue.ReviewDecisions[Code(decision)];

    /// <summary>What to say about a run; one that could not look says so first.</summary>
    public static LocalisedText For(RunState state, bool couldNotLook) => couldNotLook
        ? Compose(Catalogue.RunStates, RunAnswer.CouldNotLook, Catalogue.RunStates, [Code(state)])
        : Catalogue.RunStates[Code(state)];

    public static BilingualText For(FindingCategory category) => Catalogue.FindingCategories[Code(category)];

    public static LocalisedText For(ScheduleState state) => Catalogue.ScheduleStates[Code(state)];

    /// <summary>Why no run was made at a due time.</summary>
    public static BilingualText For(MissedReason reason) => Catalogue.MissedReasons[Code(reason)];

    /// <summary>What to say about a check its caller took back.</summary>
    public static LocalisedText Withdrawn => Catalogue.States[Code(VerificationState.Withdrawn)];

    public static LocalisedText ForWarning(string code) => Catalogue.Warnings[code];

    /// <summary>What to say about a record that was not taken as it was told.</summary>
    public static LocalisedText ForRecordWarning(string code) => Catalogue.RecordWarnings[code];

    /// <summary>What decided a check.</summary>
    public static BilingualText ForStep(string code) => Catalogue.Steps[code];

    /// <summary>A rule that fired: how the field compares, and what follows.</summary>
    public static BilingualText ForFired(string rule, string result)
    {
        var (how, follows) = (Catalogue.Rules[rule], Catalogue.RuleResults[result]);
        return new BilingualText($"{Capital(how.Vi)}, nên {follows.Vi}.", $"{Capital(how.En)}, so {follows.En}.");
    }

    /// <summary>A rule that would have fired had the field compared in its way.</summary>
    public static BilingualText ForOtherwise(string rule, string result)
    {
        var (how, follows) = (Catalogue.Rules[rule], Catalogue.RuleResults[result]);
        return new BilingualText($"Nếu {how.Vi} thì {follows.Vi}.", $"If {how.En}, {follows.En}.");
    }

    /// <summary>What is wrong with a field; where the field doctor knows more, his words.</summary>
    public static FieldText ForField(string code) =>
        Catalogue.Fields.TryGetValue(code, out var text) ? text : FieldText.Of(Catalogue.Warnings[code]);

    /// <summary>The same in whole sentences, to follow another.</summary>
    public static LocalisedText SpokenField(string code) =>
        Catalogue.Fields.TryGetValue(code, out var text) ? text.Spoken() : Catalogue.Warnings[code];

    public static LocalisedText For(ReceiptState state) => Catalogue.ReceiptStates[Code(state)];

    public static BilingualText For(ReceiptStep step) => Catalogue.ReceiptHops[Code(step)];

    public static BilingualText For(WhoActs actor) => Catalogue.WhoActs[Code(actor)];

    /// <summary>A heading or label of our own pages.</summary>
    public static BilingualText ForPage(string key) => Catalogue.Pages[key];

    public static BilingualText ForHeading(string code) => Catalogue.Headings[code];

    public static BilingualText ProblemTitle(string code) => Catalogue.Problems[code].Title;

    public static LocalisedText ForProblem(string code) => Catalogue.Problems[code].Text;

    public static string Code<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Capital(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..];

    private static LocalisedText Compose(
        IReadOnlyDictionary<string, LocalisedText> answers,
        string answer,
        IReadOnlyDictionary<string, LocalisedText> explanations,
        IReadOnlyList<string> reasons)
    {
        var text = answers[answer];
        // A reason that only repeats its outcome has nothing to add.
        var added = reasons.Distinct().Where(reason => reason != answer).Select(reason => explanations[reason]).ToArray();
        if (added.Length == 0)
            return text;
        return new LocalisedText(
            text.WhoActs,
            Follow(text.Vi, [.. added.Select(reason => reason.Vi)]),
            Follow(text.En, [.. added.Select(reason => reason.En)]));
    }

    /// <summary>What is special to a reason is done first; the way on that holds for every reason closes.</summary>
    private static PeopleText Follow(PeopleText answer, IReadOnlyList<PeopleText> reasons) => new(
        Join([answer.Official, .. reasons.Select(reason => reason.Official)]),
        Join([answer.Citizen, .. reasons.Select(reason => reason.Citizen)]),
        Join([.. reasons.Select(reason => reason.NextStep), answer.NextStep]));

    private static string Join(IEnumerable<string> sentences) => string.Join(' ', sentences.Distinct());

    private static MessageCatalogue Load()
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream("Messages.json")
            ?? throw new InvalidOperationException("The message catalogue is missing from this build.");
        return JsonSerializer.Deserialize(stream, MessageContext.Default.MessageCatalogue)
            ?? throw new InvalidOperationException("The message catalogue is empty.");
    }
}
