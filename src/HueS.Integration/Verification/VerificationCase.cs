using HueS.Integration.Access;
using HueS.Integration.Protection;
using HueS.Integration.Storage;

namespace HueS.Integration.Verification;

/// <summary>Where an answer came from.</summary>
internal enum AnswerSource
{
    Register,
    Reuse,

    /// <summary>No answer of the register: the check was handed to a person.</summary>
    None,

    /// <summary>The register's answer left a doubt, which a person decided.</summary>
    Person,
}

/// <summary>The end of a check.</summary>
internal sealed record Settlement(
    Decision Decision,
    DateTimeOffset? AsOf,
    DateTimeOffset SettledAt,
    AnswerSource Source,
    string RulesVersion)
{
    /// <summary>An end that comes now: of the register, or without it.</summary>
    public static Settlement Now(Decision decision, AnswerSource source, DateTimeOffset now, string rulesVersion) =>
        new(decision, source == AnswerSource.None ? null : now, now, source, rulesVersion);
}

/// <summary>A check as kept, without the person it is about.</summary>
/// <param name="ExpectedAt">When a waiting check is expected to be asked for; absent where nobody can tell.</param>
internal sealed record VerificationCase(
    Guid Id,
    string ClientId,
    Guid SubjectId,
    string Purpose,
    string CaseReference,
    string Receipt,
    DateTimeOffset CreatedAt,
    DateTimeOffset Deadline,
    IReadOnlyList<WarningCode> Warnings,
    Settlement? Settlement,
    DateTimeOffset? WithdrawnAt = null,
    WorkStanding? Standing = null,
    DateTimeOffset? ExpectedAt = null,
    Guid? BatchId = null)
{
    /// <summary>Neither answered nor withdrawn.</summary>
    public bool IsPending => Settlement is null && WithdrawnAt is null;

    /// <summary>The check as its client may see it by now: what has just ended waits still.</summary>
    public VerificationCase AsSeen(EvenTime evenTime) =>
        Settlement is { SettledAt: var ended } && !evenTime.IsSeen(ClientId, Purpose, CreatedAt, ended)
            ? this with { Settlement = null }
            : this;
}

/// <summary>A check that has no row yet: it gets one when it is settled or put off.</summary>
internal sealed record NewCheck(
    VerificationCase Case,
    string? IdempotencyKey,
    byte[] RequestIndex,
    byte[] ClaimIndex,
    SubjectKey Subject,
    Guid OfficerId,
    SealedClaim Claim);
