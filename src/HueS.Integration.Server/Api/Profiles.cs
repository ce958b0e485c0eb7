using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

/// <summary>Accounts bound to verified citizens.</summary>
internal static partial class Profiles
{
    public static void MapProfiles(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/profiles/{accountId}").RequireAuthorization(Scopes.Profiles).WithTags("Profiles");
        group.MapPut("", BindAsync)
            .WithName("BindProfile")
            .WithSummary("Binds an account to the citizen of a verification.")
            .Refuses(ProblemTypes.VerificationNotUsable, ProblemTypes.AccountBoundElsewhere, ProblemTypes.Stale);
        group.MapGet("", ReadAsync)
            .WithName("ReadProfile")
            .WithSummary("Shows to which citizen an account is bound.")
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.NotFound);
        group.MapLinks();
    }

    /// <summary>
    /// Account ids stand in URLs, so they must not be a person's number or phone.
    /// </summary>
    public static bool IsAccountId(string text) => AccountId().IsMatch(text) && !AllDigits().IsMatch(text);

    private static async Task<Results<Ok<Contracts.Profile>, Created<Contracts.Profile>, ProblemAnswer>> BindAsync(
        string accountId,
        Body<ProfileBinding> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        ProfileBook profiles,
        PairwiseIds ids,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (!IsAccountId(accountId))
            errors.Add(new FieldError("accountId", FieldCodes.AccountIdFormat));
        if (body.Value.Phone is { } phone && !Phone().IsMatch(phone))
            errors.Add(new FieldError("phone", FieldCodes.PhoneFormat));
        int? expected = null;
        if (ifMatch is not null && !TryReadVersion(ifMatch, out expected))
            errors.Add(new FieldError("If-Match", FieldCodes.IfMatchFormat));
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        var actor = Actor.Client(caller.ClientId()!);
        var result = await profiles.BindAccountAsync(actor, accountId, body.Value.VerificationId, body.Value.Phone, expected, cancellationToken);
        switch (result)
        {
            case BindResult.Bound bound:
                var profile = Answer(bound.Profile, actor, ids, response);
                return bound.Created ? TypedResults.Created($"/v1/profiles/{accountId}", profile) : TypedResults.Ok(profile);
            case BindResult.VerificationNotUsable:
                return new ProblemAnswer(ProblemTypes.VerificationNotUsable);
            case BindResult.BoundElsewhere:
                return new ProblemAnswer(ProblemTypes.AccountBoundElsewhere);
            case BindResult.Stale:
                return new ProblemAnswer(ProblemTypes.Stale);
            default:
                throw new InvalidOperationException($"Unknown result {result.GetType().Name}.");
        }
    }

    private static async Task<Results<Ok<Contracts.Profile>, ProblemAnswer>> ReadAsync(
        string accountId,
        ClaimsPrincipal caller,
        ProfileBook profiles,
        PairwiseIds ids,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (!IsAccountId(accountId))
            return ProblemAnswer.Invalid(new FieldError("accountId", FieldCodes.AccountIdFormat));

        var actor = Actor.Client(caller.ClientId()!);
        return await profiles.ReadAsync(actor, accountId, cancellationToken) is { } profile
            ? TypedResults.Ok(Answer(profile, actor, ids, response))
            : new ProblemAnswer(ProblemTypes.NotFound);
    }

    private static Contracts.Profile Answer(Integration.Profiles.Profile profile, Actor actor, PairwiseIds ids, HttpResponse response)
    {
        response.Headers.ETag = $"\"{profile.Version}\"";
        return new Contracts.Profile(
            profile.AccountId, ids.Show(actor.ClientId, profile.CitizenId), profile.VerificationId, profile.BoundAt, profile.Version);
    }

    public static bool TryReadVersion(string ifMatch, out int? version)
    {
        var read = int.TryParse(ifMatch.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        version = read ? number : null;
        return read;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex AccountId();

    [GeneratedRegex(@"[0-9]{9,}")]
    private static partial Regex AllDigits();

    [GeneratedRegex(@"^[0-9]{9,11}\z")]
    private static partial Regex Phone();
}
