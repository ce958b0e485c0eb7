using HueS.Integration.Verification.Doctor;

namespace HueS.Integration.Server.Api;

/// <summary>
/// <c>Prefer: handling=strict</c>: a claim with a likely slip is not asked about, so that no query is spent in vain. Without it
/// the claim is asked about as it stands, and warned of.
/// </summary>
internal static class StrictHandling
{
    private const string Applied = "handling=strict";

    public static ProblemAnswer? Refuse(IReadOnlyList<Finding> findings, HttpResponse response)
    {
        if (!Preferences.Of(response.HttpContext.Request).StrictHandling)
            return null;

        response.Headers.Append(Preferences.AppliedHeader, Applied);
        FieldError[] doubts =
        [
            .. findings
                .Where(finding => finding.Weight is Weight.Doubt or Weight.Fault)
                .Select(finding => new FieldError(ClaimFields.PathOf(finding.Field), Messages.Code(finding.Code))),
        ];
        return doubts.Length == 0 ? null : new ProblemAnswer(ProblemTypes.ClaimDoubtful, doubts);
    }
}
