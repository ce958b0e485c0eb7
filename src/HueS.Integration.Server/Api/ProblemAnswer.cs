using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace HueS.Integration.Server.Api;

/// <summary>
/// A problem as an answer. Every refusal of every door leaves through <see cref="ExecuteAsync"/>, so its text, its headers
/// and its trace in the audit are decided in one place.
/// </summary>
internal sealed class ProblemAnswer(ProblemType type, IReadOnlyList<FieldError>? errors = null, TimeSpan? retryAfter = null)
    : IResult, IStatusCodeHttpResult
{
    public ProblemType Type => type;

    public int? StatusCode => type.Status;

    public IReadOnlyList<FieldError> Errors => errors ?? [];

    public static ProblemAnswer Invalid(params IReadOnlyList<FieldError> errors) => new(ProblemTypes.InvalidRequest, errors);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (type.Status is >= 400 and < 500)
            await Refusals.RecordAsync(httpContext, type);

        var language = Languages.AskedFor(httpContext.Request);
        var response = httpContext.Response;
        response.StatusCode = type.Status;
        response.ContentType = "application/problem+json";
        response.Headers.ContentLanguage = language.ToTag();
        response.Headers.Append("Vary", "Accept-Language");
        if ((retryAfter ?? type.RetryAfter) is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        await JsonSerializer.SerializeAsync(
            response.Body,
            Describe(language, Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier),
            ApiJson.TypeInfo<Problem>(),
            httpContext.RequestAborted);
    }

    public Problem Describe(Language language, string traceId)
    {
        var text = Messages.ForProblem(type.Code);
        var inLanguage = language is Language.English ? text.En : text.Vi;
        var fields = Errors.Select(error => error.Describe(language)).ToArray();

        return new Problem(
            type.Uri,
            Messages.ProblemTitle(type.Code).In(language),
            type.Status,
            inLanguage.Official,
            inLanguage.NextStep,
            fields.Length == 0 ? null : fields,
            text,
            traceId);
    }
}
