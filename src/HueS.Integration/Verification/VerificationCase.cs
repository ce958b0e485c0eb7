using HueS.Integration.Storage;

namespace HueS.Integration.Verification;

/// <summary>Where an answer came from.</summary>
internal enum AnswerSource
{
    Register,
    Reuse,

    /// <summary>No answer of the register: the check was handed to a person.</summary>
    None,
}

/// <summary>The end of a check.</summary>
internal sealed record Settlement(
    Decision Decision,
    DateTimeOffset? AsOf,
    DateTimeOffset SettledAt,
    AnswerSource Source,
    string RulesVersion);

/// <summary>A check as kept, without the person it is about.</summary>
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
    WorkStanding? Standing = null);

/// <summary>What a caller gets back from asking.</summary>
internal abstract record VerifyResult
{
    private VerifyResult()
    {
    }

    /// <summary>Kept, and settled or pending.</summary>
    public sealed record Kept(VerificationCase Case) : VerifyResult;

    /// <summary>The purpose is unknown, or not this client's.</summary>
    public sealed record PurposeNotAllowed : VerifyResult;

    /// <summary>The idempotency key was used before with another request.</summary>
    public sealed record KeyReused : VerifyResult;

    /// <summary>Too many checks wait already; nothing was kept.</summary>
    public sealed record QueueFull : VerifyResult;
}
