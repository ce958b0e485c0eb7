using HueS.Integration.Identity;
using HueS.Integration.Linking.Candidates;

namespace HueS.Integration.Linking;

/// <summary>A record and the citizen it belongs to, or may belong to, with what that stands on.</summary>
/// <param name="Purpose">What it was decided for; decides how much of the evidence a caller is shown.</param>
/// <param name="Version">Rises with every change.</param>
/// <param name="ClosedFor">Why it was closed last: undoing what was done since may close it again.</param>
/// <param name="Doubt">What the rules say of it now, where they would not make it any more.</param>
internal sealed record Link(
    Guid Id,
    Guid CitizenId,
    string System,
    string RecordId,
    string Purpose,
    LinkState State,
    LinkDecision Decision,
    Evidence Evidence,
    string RulesVersion,
    DateTimeOffset DecidedAt,
    Decider By = Decider.Rule,
    int Version = 1,
    LinkReason? ClosedFor = null,
    LinkDoubt? Doubt = null)
{
    /// <summary>What the record says, now or when the link was made, is another person's, whatever the class: one person alone does not link it.</summary>
    public bool Differs => IsOfAnother(Decision, Evidence) || (Doubt is not null && IsOfAnother(Doubt.Decision, Doubt.Evidence));

    private static bool IsOfAnother(LinkDecision decision, Evidence evidence) =>
        decision.Class == EvidenceClass.None
        || evidence.Name == NameGrade.Different
        || evidence.BirthDate?.Grade == BirthDateGrade.Different;
}

/// <summary>What the rules say of a link they would not make any more, and what they say it of.</summary>
internal sealed record LinkDoubt(LinkDecision Decision, Evidence Evidence);

/// <summary>What became of a wish to link.</summary>
internal abstract record LinkResult
{
    private LinkResult()
    {
    }

    public sealed record Decided(Link Link) : LinkResult;

    public sealed record NoProfile : LinkResult;

    /// <summary>The purpose is unknown, or not this client's.</summary>
    public sealed record PurposeNotAllowed : LinkResult;

    public sealed record RecordNotFound : LinkResult;
}

/// <summary>What became of a person's decision about a link.</summary>
internal abstract record LinkChangeResult
{
    private LinkChangeResult()
    {
    }

    public sealed record Changed(Link Link) : LinkChangeResult;

    public sealed record NotFound : LinkChangeResult;

    /// <summary>It changed since the caller read it.</summary>
    public sealed record Stale(int Version) : LinkChangeResult;

    /// <summary>That cannot be done to a link in this state.</summary>
    public sealed record NotFrom(LinkState State) : LinkChangeResult;

    /// <summary>The record is another citizen's; that link has to be decided first.</summary>
    public sealed record RecordTaken : LinkChangeResult;

    /// <summary>The rules say that the record is somebody else's: a second person has to agree.</summary>
    public sealed record SecondPersonNeeded : LinkChangeResult;
}

/// <summary>One page of a citizen's links, oldest first.</summary>
internal sealed record LinkPage(IReadOnlyList<Link> Links, Guid? Next);

/// <summary>Why a link stands as it does, and how others that might have had the record fared.</summary>
/// <param name="Candidates">Who the record may belong to by what is known today, best first; empty where we keep no such record.</param>
internal sealed record LinkAccount(
    Link Link,
    IReadOnlyList<LinkChange> History,
    IReadOnlyList<Link> Others,
    IReadOnlyList<RatedCitizen> Candidates);

/// <summary>A candidate, and why the record is not linked to them; no reasons where it would be by rule.</summary>
internal sealed record RatedCitizen(RankedCitizen Citizen, LinkDecision Decision);
