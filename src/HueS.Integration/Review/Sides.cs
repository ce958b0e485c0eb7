using System.Text.Json.Serialization;
using HueS.Integration.Identity;

namespace HueS.Integration.Review;

/// <summary>Where one side of a doubt comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SideOrigin>))]
internal enum SideOrigin
{
    Claim,
    Register,
    Citizen,
    Record,

    /// <summary>The verification that did not fit the account.</summary>
    Verification,

    /// <summary>The citizen who may be the same person.</summary>
    OtherCitizen,

    /// <summary>Records that are to be taken from the citizen.</summary>
    Records,
}

/// <summary>A person as one side knows them, in plain words; what it does not know is absent.</summary>
internal sealed record ShownPerson(
    string? Number = null,
    string? OldCard = null,
    string? Name = null,
    string? BirthDate = null,
    Sex Sex = Sex.Unknown,
    string? Phone = null)
{
    public override string ToString() => "ShownPerson(*)";
}

/// <summary>The two sides of a doubt.</summary>
/// <param name="Grades">How fields compared when both sides were at hand, for a side whose values were not kept: field to code.</param>
internal sealed record Sides(
    SideOrigin Left,
    ShownPerson LeftPerson,
    SideOrigin Right,
    ShownPerson RightPerson,
    IReadOnlyDictionary<string, string>? Grades = null)
{
    /// <summary>Whoever else is shown besides the one the task is about: the trail names them too.</summary>
    public IReadOnlyList<Guid> AlsoShown { get; init; } = [];

    /// <summary>Who may be meant, best first.</summary>
    public IReadOnlyList<ShownCandidate> Candidates { get; init; } = [];

    /// <summary>Of several records, each and how it stands.</summary>
    public IReadOnlyList<ShownRecord> Records { get; init; } = [];

    public override string ToString() => "Sides(*)";
}

/// <summary>A citizen who may be meant.</summary>
/// <param name="CitizenId">By this a decision names them.</param>
/// <param name="IsAskedAbout">Whether the task is about this one.</param>
/// <param name="Weight">By how many doublings the comparison speaks for them.</param>
/// <param name="Chance">How likely it is they, all others and "none of them" considered.</param>
/// <param name="Class">What the rules make of them, as a code.</param>
/// <param name="Grades">How each field compared: field to code.</param>
/// <param name="WhyNot">Codes of what the rules hold against them.</param>
internal sealed record ShownCandidate(
    Guid CitizenId,
    bool IsAskedAbout,
    double Weight,
    double Chance,
    string Class,
    ShownPerson Person,
    IReadOnlyDictionary<string, string> Grades,
    IReadOnlyList<string> WhyNot)
{
    public override string ToString() => $"ShownCandidate({CitizenId})";
}

/// <summary>One of several records a task is about.</summary>
/// <param name="State">How its link stands, as a code.</param>
internal sealed record ShownRecord(Guid LinkId, string System, string RecordId, string State);

/// <summary>One field of both sides.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Comparison">How it compares, as a code.</param>
internal sealed record SideLine(string Field, string Comparison, string? Left, string? Right)
{
    public override string ToString() => $"SideLine({Field}, {Comparison})";
}
