using System.Security.Claims;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Upstreams.Records.Dossiers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>Records linked to the citizen of a profile.</summary>
internal static class Links
{
    private const int PageSize = 50;

    public static void MapLinks(this IEndpointRouteBuilder profile)
    {
        profile.MapPost("/links", LinkAsync)
            .WithName("LinkRecord")
            .WithSummary("Links a record to the citizen, or leaves it to a person and says why.")
            .Refuses(ProblemTypes.UnknownPurpose, ProblemTypes.NotFound, ProblemTypes.RecordNotFound, ProblemTypes.RecordSystemUnavailable);
        profile.MapGet("/links", ListAsync)
            .WithName("ListLinks")
            .WithSummary("Lists the citizen's links with what each stands on, oldest first.")
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.NotFound);
    }

    private static async Task<Results<Ok<Contracts.Link>, ProblemAnswer>> LinkAsync(
        string accountId,
        Body<LinkRequest> body,
        ClaimsPrincipal caller,
        Linker linker,
        DossierSystem dossiers,
        AccessPolicy access,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = body.Value;
        var parsing = new VerificationParsing(time);
        var purpose = parsing.ReadPurpose(request.Purpose, "purpose");
        var officer = parsing.ReadOfficer(request.Officer, "officer");
        var errors = parsing.Errors.ToList();
        if (!Profiles.IsAccountId(accountId))
            errors.Add(new FieldError("accountId", FieldCodes.AccountIdFormat));
        if (request.System != Linker.Dossiers)
            errors.Add(new FieldError("system", FieldCodes.NotListed, [Linker.Dossiers]));
        if (!dossiers.IsNumber(request.RecordId))
            errors.Add(new FieldError("recordId", FieldCodes.RecordIdFormat));
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        var actor = Actor.Client(caller.ClientId()!, officer);
        var result = await linker.LinkDossierAsync(actor, accountId, request.RecordId, purpose, cancellationToken);
        return result switch
        {
            LinkResult.Decided decided => TypedResults.Ok(Answer(decided.Link, access.DetailNow(actor.ClientId, decided.Link.Purpose))),
            LinkResult.NoProfile => new ProblemAnswer(ProblemTypes.NotFound),
            LinkResult.RecordNotFound => new ProblemAnswer(ProblemTypes.RecordNotFound),
            LinkResult.PurposeNotAllowed => new ProblemAnswer(ProblemTypes.UnknownPurpose),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    private static async Task<Results<Ok<Contracts.LinkPage>, ProblemAnswer>> ListAsync(
        string accountId,
        string? cursor,
        ClaimsPrincipal caller,
        Linker linker,
        AccessPolicy access,
        CancellationToken cancellationToken)
    {
        if (!Profiles.IsAccountId(accountId))
            return ProblemAnswer.Invalid(new FieldError("accountId", FieldCodes.AccountIdFormat));
        Guid? after = Guid.TryParse(cursor, out var read) ? read : null;
        if (cursor is not null && after is null)
            return ProblemAnswer.Invalid(new FieldError("cursor", FieldCodes.CursorUnknown));

        var actor = Actor.Client(caller.ClientId()!);
        return await linker.ListAsync(actor, accountId, after, PageSize, cancellationToken) is { } page
            ? TypedResults.Ok(new Contracts.LinkPage(
                [.. page.Links.Select(link => Answer(link, access.DetailNow(actor.ClientId, link.Purpose)))],
                page.Next?.ToString()))
            : new ProblemAnswer(ProblemTypes.NotFound);
    }

    /// <summary>The link with no more of its reasons than the caller's policy row allows.</summary>
    public static Contracts.Link Answer(Linking.Link link, Detail detail)
    {
        var explanation = ExplanationOf(link, detail);
        return new Contracts.Link(
            link.Id,
            link.System,
            link.RecordId,
            (Contracts.LinkState)link.State,
            explanation,
            link.DecidedAt,
            Messages.For(
                (Contracts.LinkState)link.State,
                link.State is Linking.LinkState.Proposed or Linking.LinkState.Closed ? explanation.Reasons : []),
            link.Version);
    }

    public static LinkExplanation ExplanationOf(Linking.Link link, Detail detail) => new(
        NameOf(link.Decision.Class),
        link.RulesVersion,
        Messages.Code(link.By),
        detail == Detail.Grades ? EvidenceOf(link.Evidence) : null,
        detail != Detail.Grades ? []
            : link is { State: Linking.LinkState.Closed, ClosedFor: { } why } ? [Messages.Code(why)]
            : [.. link.Decision.Reasons.Select(Messages.Code)],
        detail == Detail.Grades && link.Doubt is { } doubt
            ? new LinkToday(NameOf(doubt.Decision.Class), EvidenceOf(doubt.Evidence), [.. doubt.Decision.Reasons.Select(Messages.Code)])
            : null);

    public static string NameOf(EvidenceClass evidence) => evidence == EvidenceClass.None ? "none" : evidence.ToString();

    public static LinkEvidence EvidenceOf(Evidence evidence) => new(
        (Contracts.KeyAgreement)evidence.Number,
        (NameGrade?)evidence.Name,
        (BirthDateGrade?)evidence.BirthDate?.Grade,
        (BirthDatePrecision?)evidence.BirthDate?.SharedPrecision,
        (Contracts.KeyAgreement)evidence.SecondKey);
}
