using HueS.Integration.Audit;

namespace HueS.Integration.Verification;

/// <summary>What the trail says of a check, whoever writes it.</summary>
internal static class CheckAudit
{
    public static AuditEntry Of(Actor actor, VerificationCase check, string action, string note) => new(
        action,
        actor,
        check.Purpose,
        check.CaseReference,
        check.SubjectId,
        check.Id.ToString(),
        note);
}
