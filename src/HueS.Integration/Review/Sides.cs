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
    public override string ToString() => "Sides(*)";
}

/// <summary>One field of both sides.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Comparison">How it compares, as a code.</param>
internal sealed record SideLine(string Field, string Comparison, string? Left, string? Right)
{
    public override string ToString() => $"SideLine({Field}, {Comparison})";
}
