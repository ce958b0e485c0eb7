using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>One sentence in both languages.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English.</param>
public sealed record BilingualText(string Vi, string En);

/// <summary>What to say about an answer, in both languages, and who takes the next step.</summary>
/// <param name="WhoActs">Who takes the next step.</param>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English.</param>
public sealed record LocalisedText(WhoActs WhoActs, PeopleText Vi, PeopleText En);

/// <summary>What to say to whom.</summary>
/// <param name="Official">For the official at the desk.</param>
/// <param name="Citizen">A calm sentence for the citizen.</param>
/// <param name="NextStep">What happens next and who acts.</param>
public sealed record PeopleText(string Official, string Citizen, string NextStep);

/// <summary>Who takes the next step.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<WhoActs>))]
public enum WhoActs
{
    /// <summary>Those who make and run the calling software.</summary>
    Caller,

    /// <summary>The official at the desk.</summary>
    Official,

    /// <summary>The citizen.</summary>
    Citizen,

    /// <summary>The official to whom the doubt was given as a task.</summary>
    Reviewer,

    /// <summary>Those who operate this service.</summary>
    Operator,

    /// <summary>The service by itself; nobody has to do anything.</summary>
    System,
}
