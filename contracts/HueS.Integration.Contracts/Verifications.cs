using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Asks whether a number, a name and a birth date belong to one living person.</summary>
/// <param name="Purpose">Code of the public-service procedure the check is for, at most 20 characters. The register requires it, and the caller must be licensed for it.</param>
/// <param name="CaseReference">The caller's own case, such as a dossier number: letters, digits, dot, dash and slash, at most 50 characters. It must not be a personal number.</param>
/// <param name="Officer">Account of the officer who asks, 1 to 20 letters, digits, dots, dashes or underscores. The register requires it.</param>
/// <param name="Subject">The person as claimed.</param>
public sealed record VerificationRequest(
    string Purpose,
    string CaseReference,
    string Officer,
    SubjectClaim Subject);

/// <summary>
/// The person as claimed. Exactly one of <paramref name="Number"/>, <paramref name="OldCardNumber"/> and
/// <paramref name="CardQr"/> is given; with a card QR the name and birth date may be left out, for the card carries them.
/// </summary>
/// <param name="Number">Personal number, 12 digits.</param>
/// <param name="OldCardNumber">Identity-card number of the old kind, 9 digits. No longer valid as a document since 2025.</param>
/// <param name="CardQr">Text read from the QR code of an identity card.</param>
/// <param name="Name">Full name with its marks, family name first, 1 to 100 characters.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>, or <c>yyyy-MM</c> or <c>yyyy</c> where no more is known.</param>
/// <param name="Sex">Optional; it only ever warns.</param>
/// <param name="Address">Optional; looked at only to notice a name typed there or an address typed for a name. Never kept, never asked about.</param>
/// <param name="WardCode">Optional: ward or commune of residence, five digits, as it is now or was before July 2025. It only ever warns.</param>
public sealed record SubjectClaim(
    string? Number = null,
    string? OldCardNumber = null,
    string? CardQr = null,
    string? Name = null,
    string? BirthDate = null,
    Sex? Sex = null,
    string? Address = null,
    string? WardCode = null);

/// <summary>A check of a person's identity: its answer, or where it stands.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="State">Whether there is an answer yet.</param>
/// <param name="Outcome">The answer. An outage leads to <see cref="Outcome.Pending"/>, and to <see cref="Outcome.NeedsPerson"/> once the deadline has passed; never to any other.</param>
/// <param name="Reasons">Codes of why the outcome is what it is; empty where the caller's policy gives no detail.</param>
/// <param name="Receipt">Code an official can type and trace: two groups of four, without 0, O, 1 and I.</param>
/// <param name="Purpose">As asked.</param>
/// <param name="CaseReference">As asked.</param>
/// <param name="CreatedAt">When the check was asked for.</param>
/// <param name="AsOf">When the register answered; absent while pending.</param>
/// <param name="Source">Where the answer comes from; absent while pending.</param>
/// <param name="PolicyVersion">Name and version of the rules that led from the register's answer to the outcome, such as <c>standard/2026-11.2</c>; absent while pending.</param>
/// <param name="Grades">How each field compared; absent unless the caller's policy gives detail and the register gave data.</param>
/// <param name="Warnings">What looked odd in the claim itself, and, where the caller's policy gives detail, in how its sex and ward compare with the register.</param>
/// <param name="Pending">Why there is no answer yet and when it is tried again; absent once settled.</param>
/// <param name="WithdrawnAt">When the caller took the check back; absent unless it was withdrawn.</param>
/// <param name="Text">What to say, in Vietnamese and English.</param>
public sealed record Verification(
    Guid Id,
    VerificationState State,
    Outcome Outcome,
    IReadOnlyList<string> Reasons,
    string Receipt,
    string Purpose,
    string CaseReference,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AsOf,
    AnswerSource? Source,
    string? PolicyVersion,
    FieldGrades? Grades,
    IReadOnlyList<ClaimWarning> Warnings,
    PendingCheck? Pending,
    DateTimeOffset? WithdrawnAt,
    LocalisedText Text);

/// <summary>Whether a check has its answer.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<VerificationState>))]
public enum VerificationState
{
    /// <summary>The register has not answered yet; the check is kept and tried again.</summary>
    Pending,

    /// <summary>The outcome is final.</summary>
    Settled,

    /// <summary>The caller took the check back before there was an answer; its outcome stays <see cref="Outcome.Pending"/>.</summary>
    Withdrawn,
}

/// <summary>The answer to a check. To callers whose policy gives no detail, <see cref="Differs"/>, <see cref="NotFound"/>,
/// <see cref="NotAlive"/> and <see cref="NumberReplaced"/> read <see cref="NotVerified"/>.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Number, name and birth date belong to one living person; where the purpose does not ask for the vital status, to one person, and the text says so.</summary>
    Verified,

    /// <summary>The register's record differs from the claim.</summary>
    Differs,

    /// <summary>The register knows no person with this number, name and birth date together.</summary>
    NotFound,

    /// <summary>The person is registered as dead or missing.</summary>
    NotAlive,

    /// <summary>The number was cancelled and another one was given.</summary>
    NumberReplaced,

    /// <summary>A person must decide: the register's answer leaves a doubt, or none could be had in time.</summary>
    NeedsPerson,

    /// <summary>The register could not answer yet. Says nothing about the person.</summary>
    Pending,

    /// <summary>Not verified; the caller's policy gives no more detail.</summary>
    NotVerified,
}

/// <summary>Where an answer comes from.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AnswerSource>))]
public enum AnswerSource
{
    /// <summary>The register was asked for this check.</summary>
    Register,

    /// <summary>The same claim was checked for the same purpose within its reuse window; see <see cref="Verification.AsOf"/>.</summary>
    Reuse,

    /// <summary>What was left to a person was decided by one; <see cref="Verification.AsOf"/> says when the register had answered.</summary>
    Person,
}

/// <summary>How the claim compared with the register, field by field.</summary>
/// <param name="Name">Grade of the name.</param>
/// <param name="BirthDate">Grade of the birth date.</param>
/// <param name="BirthDatePrecision">Precision both sides share.</param>
/// <param name="Sex"><c>true</c> where stated and equal, <c>false</c> where it differs, absent where not stated.</param>
/// <param name="Ward">How the ward compares; absent where not stated.</param>
public sealed record FieldGrades(
    NameGrade Name,
    BirthDateGrade BirthDate,
    BirthDatePrecision BirthDatePrecision,
    bool? Sex,
    WardGrade? Ward = null);

/// <summary>How two wards compare. Never a reason to turn anybody away.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<WardGrade>))]
public enum WardGrade
{
    /// <summary>The same code.</summary>
    Same,

    /// <summary>One side names a former unit, the other the unit that took it in.</summary>
    Successor,

    /// <summary>Two units.</summary>
    Different,

    /// <summary>The register states none, or one of the codes is none of Huế.</summary>
    NotKnown,
}

/// <summary>How two names compare, best first.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<NameGrade>))]
public enum NameGrade
{
    /// <summary>Equal after Unicode composition, white space and case.</summary>
    Exact,

    /// <summary>Equal but for tone placement or an accepted y/i spelling.</summary>
    Spelling,

    /// <summary>Equal only without marks.</summary>
    Unmarked,

    /// <summary>Words missing or in another order.</summary>
    Partial,

    /// <summary>Different names.</summary>
    Different,
}

/// <summary>How two birth dates compare, to the precision both sides share.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<BirthDateGrade>))]
public enum BirthDateGrade
{
    /// <summary>Equal to the shared precision.</summary>
    Equal,

    /// <summary>Day and month stand in each other's place.</summary>
    DayMonthSwapped,

    /// <summary>Same year, and one side is the placeholder 1 January.</summary>
    FirstOfJanuary,

    /// <summary>Different.</summary>
    Different,
}

/// <summary>How much of a birth date is known.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<BirthDatePrecision>))]
public enum BirthDatePrecision
{
    /// <summary>The year only.</summary>
    Year,

    /// <summary>Year and month.</summary>
    Month,

    /// <summary>The full date.</summary>
    Day,
}

/// <summary>Sex as stated.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Sex>))]
public enum Sex
{
    /// <summary>Male.</summary>
    Male,

    /// <summary>Female.</summary>
    Female,
}

/// <summary>Something in the claim that looks like a slip. Never a rejection.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Field">JSON path of the field.</param>
/// <param name="Text">What to look at, in Vietnamese and English.</param>
public sealed record ClaimWarning(string Code, string Field, LocalisedText Text);

/// <summary>Where a check that has no answer yet stands.</summary>
/// <param name="Reason">Code of why the register could not answer.</param>
/// <param name="Attempts">How many times the register was tried.</param>
/// <param name="NextAttemptAt">When it is tried next.</param>
/// <param name="Position">Its place among the checks that wait: 1 has waited longest. A check keeps its place however often it is put off.</param>
/// <param name="ExpectedAt">When its turn is expected, by its place and the register's quota as it stands: the earliest time, not a promise, and never before <paramref name="NextAttemptAt"/>. Absent where nobody can tell, such as while no route to the register runs.</param>
/// <param name="Deadline">When the check goes to a person if there is still no answer.</param>
public sealed record PendingCheck(
    string Reason,
    int Attempts,
    DateTimeOffset NextAttemptAt,
    long Position,
    DateTimeOffset? ExpectedAt,
    DateTimeOffset Deadline);

/// <summary>A page of checks.</summary>
/// <param name="Verifications">The checks, oldest first.</param>
/// <param name="Next">Give it as <c>cursor</c> to read on; absent on the last page.</param>
public sealed record VerificationPage(IReadOnlyList<Verification> Verifications, string? Next);
