using HueS.Integration.Server.Api.Pages;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Receipts;

namespace HueS.Integration.Server.Api;

/// <summary>
/// Where a request stands, by the code on its receipt. Anybody who holds the code may look, for it shows nothing of the
/// person and nothing of the answer; how often one address may look is bounded.
/// </summary>
internal static class Receipts
{
    public static void MapReceipts(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/receipts").AllowAnonymous().RequireRateLimiting(ReceiptLooks.Policy).WithTags("Receipts");
        group.MapGet("", AskAsync).ExcludeFromDescription();
        group.MapGet("/{code}", ShowAsync)
            .WithName("ShowReceipt")
            .WithSummary("Shows where a request stands by its receipt code: each step with its time, no personal data. A page for people; JSON where Accept asks for it.")
            .WithDescription(
                "Needs no token: whoever holds the code may look. A code is drawn from 40 random bits, each address may look only so often a minute, "
                + "and nothing is shown that says anything about a person, so there is nothing to gain from trying codes out.")
            .Produces<Contracts.Receipt>()
            .Refuses(ProblemTypes.ReceiptNotFound, ProblemTypes.TooManyRequests);
    }

    /// <summary>The box to type a code into, and where its form leads.</summary>
    private static async Task<IResult> AskAsync(string? code, HttpContext context) =>
        code is null ? ReceiptPage.Asking()
        : ReceiptCode.Read(code) is { } read ? Results.LocalRedirect($"/v1/receipts/{read}")
        : await ProblemOrPage.OfAsync(ProblemTypes.ReceiptNotFound, context);

    private static async Task<IResult> ShowAsync(
        string code,
        ReceiptBook book,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (ReceiptCode.Read(code) is not { } read || await book.FindAsync(read, cancellationToken) is not { } found)
            return await ProblemOrPage.OfAsync(ProblemTypes.ReceiptNotFound, context);
        if (!Wanted.IsJson(context.Request))
            return ReceiptPage.Of(Answer(found));

        context.Response.Headers.Append("Vary", "Accept");
        return TypedResults.Ok(Answer(found));
    }

    private static Contracts.Receipt Answer(Receipt receipt) => new(
        receipt.Code,
        receipt.ClientId,
        (Contracts.ReceiptState)receipt.State,
        [.. receipt.Hops.Select(Answer)],
        receipt.NextAttemptAt,
        receipt.Deadline,
        Messages.For((Contracts.ReceiptState)receipt.State));

    private static Contracts.ReceiptHop Answer(ReceiptHop hop) =>
        new((Contracts.ReceiptStep)hop.Step, hop.At, hop.Via, hop.Reason, Messages.For((Contracts.ReceiptStep)hop.Step));
}
