using System.Globalization;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>A refusal at a door for people: a page, or a problem where data was asked for. Either leaves its trace in the audit.</summary>
internal static class ProblemOrPage
{
    public static async Task<IResult> OfAsync(ProblemType problem, HttpContext context, TimeSpan? retryAfter = null)
    {
        if (Wanted.IsJson(context.Request))
            return new ProblemAnswer(problem, retryAfter: retryAfter);

        await Refusals.RecordAsync(context, problem);
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ReceiptPage.Of(problem);
    }
}
