using HueS.Integration.Contracts;
using HueS.Integration.Verification.Doctor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>The field doctor's door: what looks like a slip, before a query is spent. Asks nobody and keeps nothing.</summary>
internal static class Examinations
{
    public static void MapExaminations(this IEndpointRouteBuilder api) =>
        api.MapPost("/verifications:examine", Examine)
            .RequireAuthorization(Scopes.Verifications)
            .WithTags("Verifications")
            .WithName("ExamineClaim")
            .WithSummary("Tells what looks like a slip in a claim and what may have been meant, without asking the register or keeping anything.");

    private static Results<Ok<ExaminedClaim>, ProblemAnswer> Examine(Body<ClaimExamination> body, TimeProvider time)
    {
        var parsing = new VerificationParsing(time);
        parsing.ReadSubject(body.Value.Subject);
        var found = parsing.Findings.Select(Answer).ToList();
        var unexplained = parsing.Errors.Where(error => found.All(finding => (finding.Field, finding.Code) != (error.Field, error.Code)));
        return TypedResults.Ok(new ExaminedClaim(parsing.Errors.Count == 0, [.. unexplained.Select(Answer), .. found]));
    }

    private static ClaimFinding Answer(Finding finding) => new(
        Messages.Code(finding.Code),
        ClaimFields.PathOf(finding.Field),
        (FindingWeight)finding.Weight,
        finding.Suggestion is null ? null : (SuggestionCertainty)finding.Certainty,
        finding.Suggestion is null ? null : ClaimFields.Written(finding.Suggestion.Set),
        finding.Suggestion is null ? [] : [.. finding.Suggestion.Clear.Select(ClaimFields.PathOf)],
        Messages.ForWarning(Messages.Code(finding.Code)));

    /// <summary>A field that cannot be read and nobody knows what was meant.</summary>
    private static ClaimFinding Answer(FieldError error) =>
        new(error.Code, error.Field, FindingWeight.Fault, null, null, [], Messages.ForField(error.Code).Spoken());
}
