using HueS.Integration.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>Everything this service may say to people, as one page: <c>/docs/messages</c>.</summary>
internal static class MessagesPage
{
    private const string Path = "/docs/messages";

    /// <summary>The sections in the order people look for them, by the heading's key; a new section is one line here.</summary>
    private static readonly IReadOnlyList<Section> Sections =
    [
        new("outcome", "group_outcomes", Entries(Messages.Catalogue.Outcomes)),
        new("state", "group_states", Entries(Messages.Catalogue.States)),
        new("reason", "group_reasons", Entries(Messages.Catalogue.Reasons)),
        new("pending", "group_pending_reasons", Entries(Messages.Catalogue.PendingReasons)),
        new("warning", "group_warnings", Entries(Messages.Catalogue.Warnings)),
        new("record-warning", "group_record_warnings", Entries(Messages.Catalogue.RecordWarnings)),
        new("receipt", "group_receipt_states", Entries(Messages.Catalogue.ReceiptStates)),
        new("batch", "group_batch_states", Entries(Messages.Catalogue.BatchStates)),
        new("batch-row", "group_batch_row_outcomes", Entries(Messages.Catalogue.BatchRowOutcomes)),
        new("link", "group_link_states", Entries(Messages.Catalogue.LinkStates)),
        new("link-reason", "group_link_reasons", Entries(Messages.Catalogue.LinkReasons)),
        new("review", "group_review_kinds", Entries(Messages.Catalogue.ReviewKinds)),
        new("profile-reason", "group_profile_reasons", Entries(Messages.Catalogue.ProfileReasons)),
        new("proposal-reason", "group_proposal_reasons", Entries(Messages.Catalogue.ProposalReasons)),
        new("review-decision", "group_review_decisions", Entries(Messages.Catalogue.ReviewDecisions)),
        new("review-decision-reason", "group_review_decision_reasons", Entries(Messages.Catalogue.ReviewDecisionReasons)),
        new("run", "group_run_states", Entries(Messages.Catalogue.RunStates)),
        new("finding-category", "group_finding_categories", Entries(Messages.Catalogue.FindingCategories)),
        new("schedule", "group_schedule_states", Entries(Messages.Catalogue.ScheduleStates)),
        new("missed-reason", "group_missed_reasons", Entries(Messages.Catalogue.MissedReasons)),
        new(ProblemSection, "group_problems", [.. Messages.Catalogue.Problems.Select(one => new Entry(one.Key, one.Value.Text, one.Value.Title))]),
        new("field", "group_fields", [.. Messages.Catalogue.Fields.Select(one => new Entry(one.Key, one.Value.Spoken()))]),
        new("hop", "group_receipt_hops", Entries(Messages.Catalogue.ReceiptHops)),
        new("step", "group_steps", Entries(Messages.Catalogue.Steps)),
        new("rule", "group_rules", Entries(Messages.Catalogue.Rules)),
        new("rule-result", "group_rule_results", Entries(Messages.Catalogue.RuleResults)),
        new("heading", "group_headings", Entries(Messages.Catalogue.Headings)),
    ];

    private const string ProblemSection = "problem";

    private static readonly Page Whole = new(Messages.ForPage("messages_title"), Body());

    public static void MapMessagesPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, IResult (HttpContext context) => Wanted.IsJson(context.Request) ? Json(context) : Whole).AllowAnonymous().ExcludeFromDescription();
        app.MapGet($"{Path}.json", Json).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/problems/{code}", Problem).AllowAnonymous().ExcludeFromDescription();
    }

    private static JsonHttpResult<MessageCatalogue> Json(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "Accept");
        return TypedResults.Json(Messages.Catalogue, ApiJson.TypeInfo<MessageCatalogue>());
    }

    /// <summary>The type of a problem is an address that can be looked up.</summary>
    private static IResult Problem(string code) =>
        Messages.Catalogue.Problems.ContainsKey(code)
            ? TypedResults.Redirect($"{Path}#{ProblemSection}-{code}")
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static Html Body() => Html.Of(
        $"""
        {Both.Paragraphs("messages_intro")}
        <nav class="contents" aria-label="{Messages.ForPage("contents").Vi}">
        <strong>{Both.Spans("contents")}</strong>
        <ul>
        {Sections.Select(section => Html.Of($"""<li><a href="#{section.Id}">{Both.Spans(section.Heading)}</a></li>"""))}
        </ul>
        </nav>
        {Sections.Select(Shown)}
        """);

    private static Html Shown(Section section) => Html.Of(
        $"""
        <section aria-labelledby="{section.Id}">
        <h2 id="{section.Id}">{Both.Heading(Messages.ForPage(section.Heading))}</h2>
        {section.Entries.Select(entry => Shown(section, entry))}
        </section>
        """);

    private static Html Shown(Section section, Entry entry) => Html.Of(
        $"""
        <article id="{section.Id}-{entry.Code}">
        <h3><code>{entry.Code}</code>{(entry.Title is { } title ? Html.Of($" · {Both.Heading(title)}") : Html.Nothing)}</h3>
        {(entry.Text is { } text ? Both.Columns(text) : Html.Nothing)}
        </article>
        """);

    private static Entry[] Entries(IReadOnlyDictionary<string, LocalisedText> texts) =>
        [.. texts.Select(one => new Entry(one.Key, one.Value))];

    /// <summary>What is a heading, a label or part of a sentence is told to nobody in particular.</summary>
    private static Entry[] Entries(IReadOnlyDictionary<string, BilingualText> texts) =>
        [.. texts.Select(one => new Entry(one.Key, Text: null, one.Value))];

    private sealed record Section(string Id, string Heading, IReadOnlyList<Entry> Entries);

    private sealed record Entry(string Code, LocalisedText? Text, BilingualText? Title = null);
}
