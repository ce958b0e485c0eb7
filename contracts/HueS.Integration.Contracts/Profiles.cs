using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Binds an account to the citizen of a verification.</summary>
/// <param name="VerificationId">A verification of the same caller whose outcome is <see cref="Outcome.Verified"/> and which compared data, not only yes or no.</param>
/// <param name="Phone">Optional phone number of the account, 9 to 11 digits; a second key for records that know only a birth year.</param>
public sealed record ProfileBinding(Guid VerificationId, string? Phone = null);

/// <summary>An account bound to a verified citizen.</summary>
/// <param name="AccountId">The caller's account id.</param>
/// <param name="CitizenId">Our id of the citizen; says nothing about the person.</param>
/// <param name="VerificationId">The verification the binding stands on.</param>
/// <param name="BoundAt">When it was bound.</param>
/// <param name="Version">Grows with every change; also the <c>ETag</c>.</param>
public sealed record Profile(string AccountId, Guid CitizenId, Guid VerificationId, DateTimeOffset BoundAt, int Version);

/// <summary>Asks to link a record to the citizen of a profile.</summary>
/// <param name="System">Record system; this version knows <c>dossiers</c>.</param>
/// <param name="RecordId">The record's own number in that system.</param>
/// <param name="Purpose">Code of the procedure the look-up is for.</param>
/// <param name="Officer">Account of the officer who asks.</param>
public sealed record LinkRequest(string System, string RecordId, string Purpose, string Officer);

/// <summary>The link between a record and a citizen, or why there is none yet.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="System">Record system.</param>
/// <param name="RecordId">The record's number in that system.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Explanation">Why.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Text">What to say, in Vietnamese and English.</param>
public sealed record Link(
    Guid Id,
    string System,
    string RecordId,
    LinkState State,
    LinkExplanation Explanation,
    DateTimeOffset DecidedAt,
    LocalisedText Text);

/// <summary>Where a link stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<LinkState>))]
public enum LinkState
{
    /// <summary>The record is this citizen's.</summary>
    Linked,

    /// <summary>A person must decide; the record is not shown as the citizen's until then.</summary>
    NeedsPerson,
}

/// <summary>Why a record was linked, or was left to a person.</summary>
/// <param name="Rule">Evidence class: <c>E1</c> (number, name and full birth date agree), <c>E2</c> (number agrees, one soft difference), <c>E3</c> (no number), <c>none</c>.</param>
/// <param name="RuleVersion">Version of the rule set.</param>
/// <param name="DecidedBy"><c>rule</c> or the kind of actor.</param>
/// <param name="Evidence">How each field compared; absent unless the caller's policy gives detail for the purpose the link was made for.</param>
/// <param name="Reasons">Codes of what kept the record from being linked; empty when linked, and where the caller's policy gives no detail.</param>
public sealed record LinkExplanation(
    string Rule,
    string RuleVersion,
    string DecidedBy,
    LinkEvidence? Evidence,
    IReadOnlyList<string> Reasons);

/// <summary>How a record's claim about its holder compared with the verified citizen.</summary>
/// <param name="Number">Whether the number is the same, another, or not stated.</param>
/// <param name="Name">Grade of the name; absent where the record states none.</param>
/// <param name="BirthDate">Grade of the birth date; absent where the record states none.</param>
/// <param name="BirthDatePrecision">Precision both sides share.</param>
/// <param name="SecondKey">Whether the phone number agrees.</param>
public sealed record LinkEvidence(
    KeyAgreement Number,
    NameGrade? Name,
    BirthDateGrade? BirthDate,
    BirthDatePrecision? BirthDatePrecision,
    KeyAgreement SecondKey);

/// <summary>How a key compared.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<KeyAgreement>))]
public enum KeyAgreement
{
    /// <summary>Equal.</summary>
    Same,

    /// <summary>Stated on both sides and not equal.</summary>
    Other,

    /// <summary>Not stated on one side.</summary>
    NotStated,
}

/// <summary>The links of a profile, oldest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record LinkPage(IReadOnlyList<Link> Items, string? Next);
