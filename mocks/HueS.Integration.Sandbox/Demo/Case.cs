using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>One claim and what became of it.</summary>
internal sealed class Case(Claim claim)
{
    public Claim Claim => claim;

    public Contracts.Verification? Verification { get; set; }

    public Link? Link { get; set; }

    /// <summary>The account that was bound to the verification.</summary>
    public string? Account { get; set; }

    /// <summary>From the question to the first answer, be it only a place in the queue.</summary>
    public TimeSpan AnsweredIn { get; set; }

    /// <summary>Whether the first answer was a place in the queue.</summary>
    public bool WasPutOff { get; set; }

    public bool IsSettled => Verification?.State == VerificationState.Settled;

    public Verdict Verdict => Verification is { State: VerificationState.Settled, Outcome: var outcome } ? Judge(claim.Truth, outcome) : Verdict.Open;

    /// <summary>Only a dossier without a flaw may be linked without a person.</summary>
    public bool IsWronglyLinked => Link?.State == LinkState.Linked && claim.DossierFlaw is not DossierFlaw.None;

    /// <summary>
    /// A dossier without a flaw needs no person, save where only a birth year is known and no second key, and of twins.
    /// </summary>
    public bool IsNeedlesslyUnlinked =>
        Link is { State: LinkState.Proposed, Explanation.Reasons: var reasons }
        && claim.DossierFlaw is DossierFlaw.None
        && !(reasons.Count > 0 && reasons.All(IsCalledFor));

    private bool IsCalledFor(string reason) => reason == "birth_date_year_only" || (reason == "possible_twin" && Neighbours.HasTwin(claim));

    /// <summary>A wrong answer is "verified" for what is not one living person's data, and "no" for a person's own data.</summary>
    public static Verdict Judge(Truth truth, Outcome outcome) => (truth, outcome) switch
    {
        (_, Outcome.Pending) => Verdict.Open,
        (Truth.Genuine, Outcome.NeedsPerson) => Verdict.NeedlesslyLeftToAPerson,
        (_, Outcome.NeedsPerson) => Verdict.LeftToAPerson,
        (Truth.False, Outcome.Verified) => Verdict.FalselyVerified,
        (Truth.Genuine, Outcome.Differs or Outcome.NotFound or Outcome.NotAlive or Outcome.NumberReplaced or Outcome.NotVerified) => Verdict.FalselyNotVerified,
        _ => Verdict.Right,
    };
}

/// <summary>How an answer stands against the truth.</summary>
internal enum Verdict
{
    /// <summary>No answer yet.</summary>
    Open,

    /// <summary>The truth, or one of the two answers a slip allows.</summary>
    Right,

    /// <summary>A person decides.</summary>
    LeftToAPerson,

    /// <summary>A person's own data, and a person was asked all the same: a service that decides nothing is not right.</summary>
    NeedlesslyLeftToAPerson,

    /// <summary>Verified, and not one living person's data.</summary>
    FalselyVerified,

    /// <summary>A person's own data, and not verified.</summary>
    FalselyNotVerified,
}
