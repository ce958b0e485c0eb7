using System.Security.Claims;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

/// <summary>Links as people decide about them.</summary>
internal static class LinkDecisions
{
    /// <summary>What a person may do; the rest machines do.</summary>
    private static readonly Contracts.LinkAction[] Actions =
    [
        Contracts.LinkAction.Confirm, Contracts.LinkAction.Reject, Contracts.LinkAction.Freeze, Contracts.LinkAction.Thaw,
        Contracts.LinkAction.Unlink, Contracts.LinkAction.Undo, Contracts.LinkAction.Redo,
    ];

    private static readonly Contracts.LinkChangeReason[] Reasons =
    [
        Contracts.LinkChangeReason.DocumentsSeen, Contracts.LinkChangeReason.CitizenConfirmed, Contracts.LinkChangeReason.CitizenDisputes,
        Contracts.LinkChangeReason.WrongPerson, Contracts.LinkChangeReason.RecordMistaken, Contracts.LinkChangeReason.UnderInvestigation,
        Contracts.LinkChangeReason.DecidedByMistake,
    ];

    private static readonly Dictionary<string, Contracts.LinkingHold> Releasable =
        Enum.GetValues<Contracts.LinkingHold>().ToDictionary(hold => ReviewAnswer.CodeOf(hold.ToString()), StringComparer.Ordinal);

    public static void MapLinkDecisions(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/links/{id:guid}").RequireAuthorization(Scopes.Links).WithTags("Links");
        group.MapGet("", ReadAsync)
            .WithName("ReadLink")
            .WithSummary("Shows a link with what it stands on; one made for a purpose the caller has no policy row for is not found.")
            .Produces(StatusCodes.Status308PermanentRedirect)
            .Refuses(ProblemTypes.NotFound);
        group.MapGet("/explanation", ExplainAsync)
            .WithName("ExplainLink")
            .WithSummary("Shows why a link stands as it does, every change of it, and why others do not have the record.")
            .Produces(StatusCodes.Status308PermanentRedirect)
            .Refuses(ProblemTypes.NotFound);
        group.MapPost("/decisions", DecideAsync)
            .WithName("DecideLink")
            .WithSummary("Confirms, rejects, freezes, thaws, unlinks, undoes or redoes, with a reason. Everything can be undone.")
            .Refuses(
                ProblemTypes.NotFound,
                ProblemTypes.Stale,
                ProblemTypes.LinkNotInState,
                ProblemTypes.RecordLinkedElsewhere,
                ProblemTypes.SecondPersonNeeded);

        var hold = api.MapGroup("/profiles/{accountId}/linking-hold").RequireAuthorization(Scopes.Links).WithTags("Links");
        hold.MapPut("", HoldAsync)
            .WithName("HoldLinking")
            .WithSummary("Keeps machines from linking anything for the citizen; what is linked stays.")
            .Refuses(ProblemTypes.NotFound);
        hold.MapDelete("", ReleaseAsync)
            .WithName("ReleaseLinking")
            .WithSummary("Lets machines link for the citizen again, unless something else holds: ends what the citizen asked for, or with kind=protected the protection.")
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.NotFound);
    }

    private static async Task<Results<Ok<Contracts.Link>, RedirectHttpResult, ProblemAnswer>> ReadAsync(
        Guid id,
        ClaimsPrincipal caller,
        LinkBook book,
        AccessPolicy access,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var actor = Actor.Client(caller.ClientId()!);
        return await book.ReadAsync(actor, id, cancellationToken) switch
        {
            null => new ProblemAnswer(ProblemTypes.NotFound),
            { Id: var survivor } when survivor != id => MovedTo($"{survivor}"),
            var link => TypedResults.Ok(Answer(link, actor, access, response)),
        };
    }

    private static async Task<Results<Ok<Contracts.LinkAccount>, RedirectHttpResult, ProblemAnswer>> ExplainAsync(
        Guid id,
        ClaimsPrincipal caller,
        LinkBook book,
        AccessPolicy access,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var actor = Actor.Client(caller.ClientId()!);
        if (await book.ExplainAsync(actor, id, cancellationToken) is not { } account)
            return new ProblemAnswer(ProblemTypes.NotFound);
        if (account.Link.Id != id)
            return MovedTo($"{account.Link.Id}/explanation");

        var detail = access.DetailNow(actor.ClientId, account.Link.Purpose);
        return TypedResults.Ok(new Contracts.LinkAccount(
            Answer(account.Link, actor, access, response),
            [.. account.History.Select(Answer)],
            [.. account.Others.Select(other => new OtherLink(other.Id, (Contracts.LinkState)other.State, Links.ExplanationOf(other, detail)))],
            [.. account.Candidates.Select(candidate => Answer(candidate, account.Link.CitizenId))]));
    }

    private static async Task<Results<Ok<Contracts.Link>, ProblemAnswer>> DecideAsync(
        Guid id,
        Body<LinkDecisionRequest> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        LinkDesk desk,
        AccessPolicy access,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var request = body.Value;
        var parsing = new VerificationParsing(time);
        var officer = parsing.ReadOfficer(request.Officer, "officer");
        if (request.CaseReference is not null)
            parsing.ReadCaseReference(request.CaseReference);
        var errors = parsing.Errors.ToList();
        if (!Actions.Contains(request.Action))
            errors.Add(new FieldError("action", FieldCodes.NotListed, [.. Actions.Select(Messages.Code)]));
        if (!Reasons.Contains(request.Reason))
            errors.Add(new FieldError("reason", FieldCodes.NotListed, [.. Reasons.Select(Messages.Code)]));
        int? expected = null;
        if (ifMatch is not null && !Profiles.TryReadVersion(ifMatch, out expected))
            errors.Add(new FieldError("If-Match", FieldCodes.IfMatchFormat));
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        var actor = Actor.Client(caller.ClientId()!, officer);
        var wish = new LinkWish(
            (Linking.LinkAction)request.Action, (Linking.LinkChangeReason)request.Reason, request.CaseReference, expected);
        return await desk.ChangeAsync(actor, id, wish, cancellationToken) switch
        {
            LinkChangeResult.Changed changed => TypedResults.Ok(Answer(changed.Link, actor, access, response)),
            LinkChangeResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            LinkChangeResult.Stale => new ProblemAnswer(ProblemTypes.Stale),
            LinkChangeResult.NotFrom => new ProblemAnswer(ProblemTypes.LinkNotInState),
            LinkChangeResult.RecordTaken => new ProblemAnswer(ProblemTypes.RecordLinkedElsewhere),
            LinkChangeResult.SecondPersonNeeded => new ProblemAnswer(ProblemTypes.SecondPersonNeeded),
            var other => throw new InvalidOperationException($"Unknown result {other.GetType().Name}."),
        };
    }

    private static async Task<Results<NoContent, ProblemAnswer>> HoldAsync(
        string accountId,
        Body<LinkingHoldRequest> body,
        ClaimsPrincipal caller,
        LinkDesk desk,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var parsing = new VerificationParsing(time);
        var officer = parsing.ReadOfficer(body.Value.Officer, "officer");
        var errors = parsing.Errors.ToList();
        if (!Profiles.IsAccountId(accountId))
            errors.Add(new FieldError("accountId", FieldCodes.AccountIdFormat));
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        return await desk.HoldAsync(Actor.Client(caller.ClientId()!, officer), accountId, HoldOf(body.Value.Kind), cancellationToken)
            ? TypedResults.NoContent()
            : new ProblemAnswer(ProblemTypes.NotFound);
    }

    private static async Task<Results<NoContent, ProblemAnswer>> ReleaseAsync(
        string accountId,
        string? kind,
        ClaimsPrincipal caller,
        LinkDesk desk,
        CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (!Profiles.IsAccountId(accountId))
            errors.Add(new FieldError("accountId", FieldCodes.AccountIdFormat));
        if (kind is not null && !Releasable.ContainsKey(kind))
            errors.Add(new FieldError("kind", FieldCodes.NotListed, [.. Releasable.Keys]));
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        var hold = HoldOf(kind is null ? Contracts.LinkingHold.Frozen : Releasable[kind]);
        return await desk.ReleaseAsync(Actor.Client(caller.ClientId()!), accountId, hold, cancellationToken)
            ? TypedResults.NoContent()
            : new ProblemAnswer(ProblemTypes.NotFound);
    }

    /// <summary>The citizens of two links turned out to be one, and the other one answers for both.</summary>
    private static RedirectHttpResult MovedTo(string path) => TypedResults.Redirect($"/v1/links/{path}", permanent: true, preserveMethod: true);

    private static Linking.LinkingHold HoldOf(Contracts.LinkingHold kind) => kind switch
    {
        Contracts.LinkingHold.Frozen => Linking.LinkingHold.Frozen,
        Contracts.LinkingHold.Protected => Linking.LinkingHold.Protected,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Contracts.Link Answer(Linking.Link link, Actor actor, AccessPolicy access, HttpResponse response)
    {
        response.Headers.ETag = $"\"{link.Version}\"";
        return Links.Answer(link, access.DetailNow(actor.ClientId, link.Purpose));
    }

    private static LinkCandidate Answer(RatedCitizen candidate, Guid citizenId) => new(
        candidate.Citizen.CitizenId == citizenId,
        Math.Round(candidate.Citizen.Weight, 1),
        Math.Round(candidate.Citizen.Chance, 4),
        Links.NameOf(candidate.Decision.Class),
        Links.EvidenceOf(candidate.Citizen.Evidence),
        [.. candidate.Decision.Reasons.Select(Messages.Code)]);

    private static Contracts.LinkChange Answer(Linking.LinkChange change) => new(
        change.Version,
        change.At,
        (Contracts.LinkAction)change.Action,
        (Contracts.LinkState?)change.Before,
        (Contracts.LinkState)change.After,
        Messages.Code(change.By),
        (Contracts.LinkChangeReason?)change.Reason);
}
