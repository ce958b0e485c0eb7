using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Reconciliation;
using HueS.Integration.Server.Api.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>What runs found: looked through, downloaded, reported, and told while it is being found.</summary>
internal static class RunFindings
{
    private const int PageSize = 50;
    private const int RowsAtOnce = 500;
    private const string Csv = "csv";
    private const string Html = "html";

    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(1);

    public static void MapRunFindings(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/runs/{id:guid}").RequireAuthorization(Scopes.Runs).WithTags("Runs");
        group.MapGet("/findings", ListAsync)
            .WithName("ListRunFindings")
            .WithSummary("Shows what a run found, masked; of one category or of all.")
            .Refuses(ProblemTypes.NotFound);
        group.MapGet("/diff", DiffAsync)
            .WithName("DownloadRunDiff")
            .WithSummary("Everything a run found, as CSV, masked.")
            .Refuses(ProblemTypes.NotFound);
        group.MapGet("/report", ReportAsync)
            .WithName("ReportRun")
            .WithSummary("How a run came out, as JSON, CSV or a page with charts.")
            .Refuses(ProblemTypes.NotFound);
        group.MapGet("/progress", ProgressAsync)
            .WithName("WatchRun")
            .WithSummary("Tells how far a run has come, as server-sent events, until it waits for a person or has ended.")
            .Refuses(ProblemTypes.NotFound);
    }

    private static async Task<Results<Ok<RunFindingPage>, ProblemAnswer>> ListAsync(
        Guid id, string? category, string? cursor, ClaimsPrincipal caller, RunBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        var parsing = new RunParsing(time);
        var (wanted, after) = (parsing.ReadCategory(category), parsing.ReadCursor(cursor));
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        if (await book.ListFindingsAsync(Actor.Client(caller.ClientId()!), id, wanted, after, PageSize, cancellationToken) is not { } page)
            return new ProblemAnswer(ProblemTypes.NotFound);
        return TypedResults.Ok(new RunFindingPage(
            [.. page.Select(RunAnswer.Of)],
            page.Count == PageSize ? page[^1].Item.Id.ToString() : null));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemAnswer>> DiffAsync(
        Guid id, bool? bom, ClaimsPrincipal caller, RunBook book, HttpRequest request, CancellationToken cancellationToken)
    {
        var actor = Actor.Client(caller.ClientId()!);
        if (await book.FindAsync(actor, id, cancellationToken) is null)
            return new ProblemAnswer(ProblemTypes.NotFound);
        var form = new CsvForm(',', bom ?? false, Languages.AskedFor(request));
        return TypedResults.Stream(
            stream => WriteAsync(stream, form, book, actor, id, cancellationToken), SpreadsheetCsv.ContentType, $"diff-{id}.csv");
    }

    private static async Task<Results<Ok<RunReport>, PushStreamHttpResult, Page, ProblemAnswer>> ReportAsync(
        Guid id, string? format, bool? bom, ClaimsPrincipal caller, RunBook book, TimeProvider time, HttpRequest request, CancellationToken cancellationToken)
    {
        var parsing = new RunParsing(time);
        parsing.CheckFormat(format, "json", Csv, Html);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        if (await book.ReportAsync(Actor.Client(caller.ClientId()!), id, cancellationToken) is not { } outcome)
            return new ProblemAnswer(ProblemTypes.NotFound);
        var report = RunAnswer.Of(outcome);
        if (format == Html)
            return RunReportPage.Of(report);
        if (format != Csv)
            return TypedResults.Ok(report);
        var form = new CsvForm(',', bom ?? false, Languages.AskedFor(request));
        return TypedResults.Stream(stream => RunReportCsv.WriteAsync(stream, form, report), SpreadsheetCsv.ContentType, $"report-{id}.csv");
    }

    private static async Task<Results<ServerSentEventsResult<RunProgress>, ProblemAnswer>> ProgressAsync(
        Guid id, ClaimsPrincipal caller, RunBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        var actor = Actor.Client(caller.ClientId()!);
        return await book.FindAsync(actor, id, cancellationToken) is null
            ? new ProblemAnswer(ProblemTypes.NotFound)
            : TypedResults.ServerSentEvents(TellAsync(book, actor, id, time, cancellationToken));
    }

    /// <summary>Only what has changed is told. Whoever comes back asks anew: each event says everything.</summary>
    private static async IAsyncEnumerable<SseItem<RunProgress>> TellAsync(
        RunBook book, Actor actor, Guid id, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunProgress? told = null;
        while (await book.FindAsync(actor, id, cancellationToken) is { } run)
        {
            var progress = new RunProgress((Contracts.RunState)run.State, run.Version, RunAnswer.Of(run.Counts));
            if (progress != told)
                yield return new SseItem<RunProgress>(told = progress, "progress");
            if (run.State is not (Reconciliation.RunState.DryRun or Reconciliation.RunState.Applying or Reconciliation.RunState.Undoing))
                yield break;
            await Task.Delay(ToldEvery, time, cancellationToken);
        }
    }

    private static async Task WriteAsync(Stream stream, CsvForm form, RunBook book, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var csv = new SpreadsheetCsv(stream, form);
        await csv.WriteAsync("item", "category", "effect", "reasons", "number", "name", "birth_date", "register_name", "register_birth_date", "checked_at", "applied", "left_because", "record");
        Guid? after = null;
        while (await book.ListFindingsAsync(actor, id, category: null, after, RowsAtOnce, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var finding in page.Select(RunAnswer.Of))
            {
                await csv.WriteAsync(
                    finding.Id.ToString(), Messages.Code(finding.Category), Messages.Code(finding.Effect), string.Join(' ', finding.Reasons),
                    finding.Kept?.Number, finding.Kept?.Name, finding.Kept?.BirthDate, finding.Register?.Name, finding.Register?.BirthDate,
                    finding.CheckedAt?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
                    finding.Applied is { } applied ? (applied ? "yes" : "no") : null, finding.LeftBecause, finding.Record);
            }

            after = page[^1].Item.Id;
        }
    }
}
