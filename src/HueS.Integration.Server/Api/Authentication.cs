using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace HueS.Integration.Server.Api;

/// <summary>Whose tokens are accepted. Section <c>Access</c>.</summary>
internal sealed class TokenOptions : IValidatableObject
{
    public const string Section = "Access";

    /// <summary>Issuer of the tokens, whose metadata names its keys; HTTPS unless it is on this machine.</summary>
    [Required(ErrorMessage = "Access:Authority is missing: set the issuer URL of the tokens callers bring.")]
    public Uri? Authority { get; set; }

    /// <summary>Audience the tokens must be meant for. Default <c>hues-integration</c>.</summary>
    [Required(ErrorMessage = "Access:Audience is empty: set the audience the tokens must be meant for.")]
    public string Audience { get; set; } = "hues-integration";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is { IsAbsoluteUri: false } or { IsAbsoluteUri: true, Scheme: not ("http" or "https") })
            yield return new ValidationResult("Access:Authority must be an absolute http or https URL.", [nameof(Authority)]);
        else if (Authority is { Scheme: "http", IsLoopback: false })
            yield return new ValidationResult("Access:Authority must be an https URL unless it is on this machine.", [nameof(Authority)]);
    }
}

/// <summary>What a caller's token may open; each is a policy of its own name.</summary>
internal static class Scopes
{
    public const string Verifications = "verifications";
    public const string Profiles = "profiles";
    public const string Register = "register";
    public const string Batches = "batches";
    public const string Links = "links";
    public const string Records = "records";
    public const string Review = "review";

    /// <summary>To agree, as a second person, to what was proposed.</summary>
    public const string ReviewApprove = "review.approve";

    /// <summary>To lay tasks with known answers among the real ones, and to see how they were decided.</summary>
    public const string ReviewSeed = "review.seed";

    public const string Runs = "runs";

    /// <summary>To agree to a run as a second person, and to have one undone.</summary>
    public const string RunsApprove = "runs.approve";

    public static readonly IReadOnlyList<string> All =
        [Verifications, Profiles, Register, Batches, Links, Records, Review, ReviewApprove, ReviewSeed, Runs, RunsApprove];
}

internal static class Authentication
{
    private const string ClientIdClaim = "client_id";
    private const string ScopeClaim = "scope";

    /// <summary>Who asks; absent only where no valid token was brought.</summary>
    public static string? ClientId(this ClaimsPrincipal caller) => caller.FindFirstValue(ClientIdClaim);

    public static void AddCallers(this IServiceCollection services)
    {
        services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<TokenOptions>, TimeProvider>((bearer, tokens, time) =>
            {
                Restrict(bearer, tokens.Value);
                bearer.TokenHandlers.Clear();
                bearer.TokenHandlers.Add(new RememberedTokens(time));
            });

        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireAssertion(caller => Holds(caller.User, scope)));
    }

    private static void Restrict(JwtBearerOptions bearer, TokenOptions tokens)
    {
        bearer.Authority = tokens.Authority!.OriginalString;
        bearer.RequireHttpsMetadata = !tokens.Authority.IsLoopback;
        bearer.BackchannelTimeout = TimeSpan.FromSeconds(5);
        bearer.MapInboundClaims = false;
        bearer.IncludeErrorDetails = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ValidTypes = ["at+jwt"],
            ValidAudience = tokens.Audience,
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidateLifetime = true,
            ValidateIssuerSigningKey = true,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = ClientIdClaim,
        };
        bearer.Events = new JwtBearerEvents { OnTokenValidated = RequireClient, OnChallenge = TellOutageFromRefusal };
    }

    /// <summary>A token that does not say who asks would leave the audit without an actor.</summary>
    private static Task RequireClient(TokenValidatedContext context)
    {
        if (string.IsNullOrWhiteSpace(context.Principal?.ClientId()))
            context.Fail("The token names no client.");
        return Task.CompletedTask;
    }

    /// <summary>
    /// Without the authority's keys a good token looks like a forged one. That is our outage, not the caller's fault:
    /// it reads 503, so that nobody throws away a good token or a good secret.
    /// </summary>
    private static async Task TellOutageFromRefusal(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is null || context.Options.ConfigurationManager is not { } metadata)
            return;

        try
        {
            await metadata.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException unreachable)
        {
            var log = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Authentication));
            Log.AuthorityUnreachable(log, (unreachable.InnerException ?? unreachable).GetType().Name);
            context.HandleResponse();
            await new ProblemAnswer(ProblemTypes.Busy).ExecuteAsync(context.HttpContext);
        }
    }

    /// <summary>Issuers write scopes as one claim with spaces (RFC 9068) or as several claims.</summary>
    private static bool Holds(ClaimsPrincipal caller, string scope) =>
        caller.FindAll(ScopeClaim).Any(claim => claim.Value.Split(' ').Contains(scope, StringComparer.Ordinal));
}
