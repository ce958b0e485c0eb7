using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Which tasks to list. What is left out does not matter.</summary>
/// <param name="Kind">What they are about.</param>
/// <param name="Reason">Code of why they were left to a person.</param>
/// <param name="State">Where they stand; absent: open.</param>
/// <param name="Owner">Who works on them, by id.</param>
/// <param name="Unowned">Only those nobody works on; counts for more than <paramref name="Owner"/>.</param>
/// <param name="DueBefore">To be decided before.</param>
/// <param name="WaitingSince">Whose citizen waits since then or longer.</param>
public sealed record ReviewFilter(
    ReviewKind? Kind = null,
    string? Reason = null,
    ReviewState? State = null,
    Guid? Owner = null,
    bool Unowned = false,
    DateTimeOffset? DueBefore = null,
    DateTimeOffset? WaitingSince = null);
