using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>How far a check got before the vital status: its result so far, and the record it stands on.</summary>
internal sealed record Compared(CheckResult Result, RegisteredPerson? Registered, bool IsSuccessor = false)
{
    /// <summary>Whether the person's data agrees, be it under the number's successor.</summary>
    public bool Agrees { get; private init; } = Result.Decision.Outcome == Outcome.Verified;

    /// <summary>
    /// The claimed number no longer verifies, whoever holds its successor. That the holder agrees is told as a reason, so that
    /// the official knows to take the number of the new card.
    /// </summary>
    public static Compared WithSuccessor(Decision decision, RegisteredPerson holder) =>
        new(new CheckResult(decision with { Outcome = Outcome.NumberReplaced, Reasons = [Reason.NumberReplaced] }, null), holder, IsSuccessor: true)
        {
            Agrees = decision.Outcome == Outcome.Verified,
        };

    /// <summary>By the number and in the spelling the register itself has.</summary>
    public RegisterQuestion VitalQuestion(RegisterQuestion question) =>
        Registered is { Number: { } number, Name: var name }
            ? question with { Number = number, OldCard = null, Name = name }
            : question;

    public CheckResult Living() => IsSuccessor ? Adding(Reason.SuccessorConfirmed) : Result;

    public CheckResult WithoutVitalStatus() => Adding(IsSuccessor ? Reason.SuccessorConfirmed : Reason.VitalStatusNotAsked);

    public CheckResult NotAlive(Reason status) => new(
        IsSuccessor
            ? Decision.For(Outcome.NotAlive, status, Reason.NumberReplaced)
            : Decision.For(Outcome.NotAlive, status),
        null);

    private CheckResult Adding(Reason reason) =>
        Result with { Decision = Result.Decision with { Reasons = [.. Result.Decision.Reasons, reason] } };
}
