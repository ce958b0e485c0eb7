namespace HueS.Integration.Contracts;

/// <summary>One sentence in both languages.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English.</param>
public sealed record BilingualText(string Vi, string En);

/// <summary>What to say about an answer, in both languages.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English.</param>
public sealed record LocalisedText(PeopleText Vi, PeopleText En);

/// <summary>What to say to whom.</summary>
/// <param name="Official">For the official at the desk.</param>
/// <param name="Citizen">A calm sentence for the citizen.</param>
/// <param name="NextStep">What happens next and who acts.</param>
public sealed record PeopleText(string Official, string Citizen, string NextStep);
