namespace HueS.Integration.Contracts;

/// <summary>Lays a task about nobody among the real ones, to see how it is decided. The people in it must be invented.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Reasons">Codes of why it would have been left to a person.</param>
/// <param name="Left">One side.</param>
/// <param name="Right">The other side.</param>
/// <param name="Decision">What would be right.</param>
/// <param name="WaitingSince">Since when its citizen would have waited; absent: from now.</param>
/// <param name="Purpose">Procedure it would have arisen from.</param>
/// <param name="CaseReference">Case it would have arisen from.</param>
/// <param name="Others">Of a link, who else might be meant, at most 9; they are ranked beside the one on the left.</param>
public sealed record KnownAnswerRequest(
    ReviewKind Kind,
    IReadOnlyList<string> Reasons,
    KnownPerson Left,
    KnownPerson Right,
    ReviewDecision Decision,
    DateTimeOffset? WaitingSince = null,
    string? Purpose = null,
    string? CaseReference = null,
    IReadOnlyList<KnownPerson>? Others = null);

/// <summary>An invented person.</summary>
/// <param name="Number">Personal number, 12 digits.</param>
/// <param name="OldCardNumber">Identity-card number of the old kind, 9 digits.</param>
/// <param name="Name">Full name.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>, <c>yyyy-MM</c> or <c>yyyy</c>.</param>
/// <param name="Sex">Sex.</param>
/// <param name="Phone">9 to 11 digits.</param>
public sealed record KnownPerson(
    string? Number = null,
    string? OldCardNumber = null,
    string? Name = null,
    string? BirthDate = null,
    Sex? Sex = null,
    string? Phone = null);

/// <summary>A task about nobody was laid among the real ones.</summary>
/// <param name="TaskId">The task.</param>
public sealed record KnownAnswerSeeded(Guid TaskId);

/// <summary>How tasks with known answers were decided.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Officers">Every officer who decided one, by what would have been right.</param>
public sealed record KnownAnswerReport(DateTimeOffset Since, IReadOnlyList<OfficerScore> Officers);

/// <summary>How one officer decided.</summary>
/// <param name="Officer">The officer's id.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Right">How often it was.</param>
/// <param name="Wrong">How often it was not.</param>
/// <param name="LastAt">When the last of these was decided.</param>
public sealed record OfficerScore(Guid Officer, ReviewDecision Expected, long Right, long Wrong, DateTimeOffset LastAt);
