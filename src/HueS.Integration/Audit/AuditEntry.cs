using HueS.Integration.Storage;

namespace HueS.Integration.Audit;

/// <summary>What happened. The names are stored; they never change.</summary>
internal static class AuditAction
{
    public const string Refused = "request.refused";
    public const string VerificationAsked = "verification.asked";
    public const string VerificationSettled = "verification.settled";
    public const string VerificationPutOff = "verification.put_off";
    public const string VerificationDisclosed = "verification.disclosed";
    public const string ProfileBound = "profile.bound";
    public const string ProfileRefused = "profile.refused";
    public const string ProfileDisclosed = "profile.disclosed";
    public const string LinkDecided = "link.decided";
    public const string LinksDisclosed = "links.disclosed";
    public const string RouteQuarantined = "route.quarantined";
    public const string RouteReleased = "route.released";
}

/// <summary>
/// One line of the trail. <see cref="Note"/> holds codes only, never anything a person said or is.
/// </summary>
internal sealed record AuditEntry(
    string Action,
    Actor Actor,
    string? Purpose = null,
    string? CaseReference = null,
    Guid? SubjectId = null,
    string? Target = null,
    string? Note = null);

/// <summary>What is about to be asked of an upstream, written before the question leaves.</summary>
internal sealed record Intent(
    Guid Id,
    string Upstream,
    string Operation,
    string RequestId,
    Guid? VerificationId,
    Guid? SubjectId,
    string ClientId,
    Pool Pool);
