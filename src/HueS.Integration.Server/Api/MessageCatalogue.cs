using System.Text.Json;
using System.Text.Json.Serialization;
using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api;

/// <summary>
/// The texts by code, as <c>Messages.json</c> holds them. An entry says who takes its next step, and that person is named in
/// its <c>nextStep</c>; a section is a member here, a line in the page of all messages, and its codes are checked by a test.
/// </summary>
internal sealed record MessageCatalogue(
    IReadOnlyDictionary<string, LocalisedText> Outcomes,
    IReadOnlyDictionary<string, LocalisedText> States,
    IReadOnlyDictionary<string, LocalisedText> Reasons,
    IReadOnlyDictionary<string, LocalisedText> PendingReasons,
    IReadOnlyDictionary<string, LocalisedText> Warnings,
    IReadOnlyDictionary<string, LocalisedText> RecordWarnings,
    IReadOnlyDictionary<string, LocalisedText> BatchStates,
    IReadOnlyDictionary<string, LocalisedText> BatchRowOutcomes,
    IReadOnlyDictionary<string, LocalisedText> LinkStates,
    IReadOnlyDictionary<string, LocalisedText> LinkReasons,
    IReadOnlyDictionary<string, LocalisedText> ReviewKinds,
    IReadOnlyDictionary<string, LocalisedText> ProfileReasons,
    IReadOnlyDictionary<string, LocalisedText> ProposalReasons,
    IReadOnlyDictionary<string, BilingualText> ReviewDecisions,
    IReadOnlyDictionary<string, BilingualText> ReviewDecisionReasons,
    IReadOnlyDictionary<string, LocalisedText> RunStates,
    IReadOnlyDictionary<string, BilingualText> FindingCategories,
    IReadOnlyDictionary<string, LocalisedText> ScheduleStates,
    IReadOnlyDictionary<string, BilingualText> MissedReasons,
    IReadOnlyDictionary<string, ProblemText> Problems,
    IReadOnlyDictionary<string, FieldText> Fields,
    IReadOnlyDictionary<string, LocalisedText> ReceiptStates,
    IReadOnlyDictionary<string, BilingualText> ReceiptHops,
    IReadOnlyDictionary<string, BilingualText> WhoActs,
    IReadOnlyDictionary<string, BilingualText> Pages,
    IReadOnlyDictionary<string, BilingualText> Steps,
    IReadOnlyDictionary<string, BilingualText> Rules,
    IReadOnlyDictionary<string, BilingualText> RuleResults,
    IReadOnlyDictionary<string, BilingualText> Headings);

internal sealed record ProblemText(BilingualText Title, LocalisedText Text);

/// <summary>What to say about a field that cannot be accepted.</summary>
internal sealed record FieldText(WhoActs WhoActs, FieldPeopleText Vi, FieldPeopleText En)
{
    public static FieldText Of(LocalisedText text) => new(text.WhoActs, FieldPeopleText.Of(text.Vi), FieldPeopleText.Of(text.En));

    /// <summary>The same in whole sentences.</summary>
    public LocalisedText Spoken() => new(WhoActs, Vi.Spoken(Messages.ForPage("expected").Vi), En.Spoken(Messages.ForPage("expected").En));
}

/// <param name="Expected">What would be accepted, to follow "expected"; no sentence of its own.</param>
internal sealed record FieldPeopleText(string Expected, string Citizen, string NextStep)
{
    public static FieldPeopleText Of(PeopleText text) => new(text.Official, text.Citizen, text.NextStep);

    public PeopleText Spoken(string label) => new($"{label}: {Expected}.", Citizen, NextStep);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MessageCatalogue))]
internal sealed partial class MessageContext : JsonSerializerContext;
