using System.Text.Json.Serialization;

namespace HueS.Integration.Review;

/// <summary>What a person may decide. Which of these a task allows, its kind says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict
{
    /// <summary>The claim is the person's own.</summary>
    Confirm,

    /// <summary>The claim is not the person's own.</summary>
    Refute,

    /// <summary>The register is asked again: what stood in the way is mended.</summary>
    AskAgain,

    /// <summary>Nobody can tell; what is doubtful stays undecided.</summary>
    Leave,

    /// <summary>The record is the citizen's.</summary>
    Link,

    /// <summary>The record is not the citizen's, and no rule is to link it to them.</summary>
    NeverLink,

    /// <summary>The account stays with the citizen it is bound to.</summary>
    Keep,

    /// <summary>The account belongs to the other citizen.</summary>
    Rebind,

    /// <summary>The record is not this citizen's but another candidate's, whom the decision names.</summary>
    LinkOther,

    /// <summary>The two citizens are one person.</summary>
    Merge,

    /// <summary>The two citizens are two people.</summary>
    KeepApart,

    /// <summary>None of the records is the citizen's.</summary>
    UnlinkAll,

    /// <summary>The links stay as they are.</summary>
    KeepLinked,
}

/// <summary>What a decision stands on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ground>))]
internal enum Ground
{
    /// <summary>The person and their card were seen.</summary>
    SeenInPerson,
    DocumentsSeen,

    /// <summary>The citizen was spoken with, and what they say agrees with the papers.</summary>
    CitizenConfirms,
    CitizenDenies,
    ClaimMistyped,
    AnotherPerson,

    /// <summary>A twin, or somebody of the same household.</summary>
    TwinOrHousehold,
    DataCorrected,
    FaultMended,
    SentToPolice,
    NotReached,
    CaseClosed,

    /// <summary>The later verification was made for somebody else.</summary>
    VerifiedForSomeoneElse,

    /// <summary>The account was bound to the wrong person at first.</summary>
    BoundInError,
    AccountHandedOver,
}

/// <summary>A decision as one person made it.</summary>
/// <param name="CandidateId">The citizen it names, where it names one.</param>
internal sealed record Choice(Verdict Verdict, Ground Ground, Guid? CandidateId = null);

/// <summary>A decision a task allows.</summary>
/// <param name="NeedsSecond">It comes into force only once another officer agrees.</param>
internal sealed record Offer(Verdict Verdict, bool NeedsSecond = false)
{
    /// <summary>What each decision may stand on: closed, so that decisions can be counted and compared.</summary>
    public IReadOnlyList<Ground> Grounds => Verdict switch
    {
        Verdict.Confirm => [Ground.SeenInPerson, Ground.DocumentsSeen],
        Verdict.Refute => [Ground.ClaimMistyped, Ground.AnotherPerson, Ground.CitizenDenies],
        Verdict.AskAgain => [Ground.DataCorrected, Ground.FaultMended],
        Verdict.Leave => [Ground.SentToPolice, Ground.NotReached, Ground.CaseClosed],
        Verdict.Link => [Ground.DocumentsSeen, Ground.CitizenConfirms],
        Verdict.NeverLink => [Ground.AnotherPerson, Ground.TwinOrHousehold, Ground.CitizenDenies],
        Verdict.Keep => [Ground.VerifiedForSomeoneElse, Ground.AnotherPerson, Ground.CitizenConfirms],
        Verdict.Rebind => [Ground.BoundInError, Ground.AccountHandedOver],
        Verdict.LinkOther => [Ground.DocumentsSeen, Ground.CitizenConfirms],
        Verdict.Merge => [Ground.SeenInPerson, Ground.DocumentsSeen, Ground.CitizenConfirms],
        Verdict.KeepApart => [Ground.AnotherPerson, Ground.TwinOrHousehold, Ground.CitizenDenies],
        Verdict.UnlinkAll => [Ground.BoundInError, Ground.AnotherPerson, Ground.TwinOrHousehold, Ground.CitizenDenies],
        Verdict.KeepLinked => [Ground.DocumentsSeen, Ground.CitizenConfirms],
        _ => throw new InvalidOperationException($"Unknown verdict {Verdict}."),
    };
}
