using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HueS.Integration.Server.Api;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed partial class MessagesPageTests : IAsyncLifetime
{
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartPlainAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_code_has_its_place_on_the_page_with_both_languages_and_who_acts()
    {
        var page = WebUtility.HtmlDecode(await PageAsync());

        foreach (var (section, codes) in Anchors())
        {
            foreach (var code in codes)
                page.ShouldContain($"id=\"{section}-{code}\"");
        }

        foreach (var (code, problem) in Messages.Catalogue.Problems)
        {
            page.ShouldContain(problem.Text.Vi.Citizen, Case.Sensitive, code);
            page.ShouldContain(problem.Text.En.NextStep, Case.Sensitive, code);
        }

        foreach (var (code, name) in Messages.Catalogue.WhoActs)
            page.ShouldContain(name.Vi, Case.Sensitive, code);
    }

    [Fact]
    public async Task The_page_is_well_formed_its_ids_are_unique_and_it_loads_nothing()
    {
        var page = await PageAsync();

        // Every element we write is closed, so the body reads as XML but for the few that have no end.
        var body = XDocument.Parse(VoidElements().Replace(page[page.IndexOf("<html", StringComparison.Ordinal)..], "$0</$1>"));
        var ids = body.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>().ToList();
        ids.ShouldBeUnique();
        body.Descendants("a").Select(link => ((string)link.Attribute("href")!).TrimStart('#')).ShouldBeSubsetOf(ids);
        body.Descendants("h1").Count().ShouldBe(1);
        page.ShouldNotContain("<script");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
    }

    [Fact]
    public async Task Its_policy_allows_its_own_style_and_nothing_else()
    {
        using var response = await _server.Client.GetAsync("/docs/messages", Cancellation);

        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        policy.ShouldNotContain("unsafe-inline");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
    }

    [Theory]
    [InlineData("/docs/messages.json", "*/*")]
    [InlineData("/docs/messages", "application/json")]
    [InlineData("/docs/messages", "text/html;q=0.5, application/json")]
    public async Task The_same_is_given_as_data(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        using var response = await _server.Client.SendAsync(request, Cancellation);

        using var read = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        read.RootElement.GetProperty("outcomes").GetProperty("not_found").GetProperty("whoActs").GetString().ShouldBe("official");
        read.RootElement.GetProperty("fields").EnumerateObject().Count().ShouldBe(Messages.Catalogue.Fields.Count);
    }

    [Fact]
    public async Task The_type_of_every_problem_leads_to_its_place_on_the_page()
    {
        var page = await PageAsync();
        foreach (var problem in ProblemTypes.All)
        {
            using var response = await _server.Client.GetAsync(problem.Uri, Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/docs/messages");
            page.ShouldContain($"id=\"{response.RequestMessage.RequestUri.Fragment.TrimStart('#')}\"");
            response.RequestMessage.RequestUri.Fragment.ShouldBe($"#problem-{problem.Code}");
        }

        using var unknown = await _server.Client.GetAsync("/problems/nothing_of_ours", Cancellation);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> PageAsync() => await _server.Client.GetStringAsync("/docs/messages", Cancellation);

    private static IEnumerable<(string Section, IEnumerable<string> Codes)> Anchors()
    {
        var all = Messages.Catalogue;
        return
        [
            ("outcome", all.Outcomes.Keys), ("state", all.States.Keys), ("reason", all.Reasons.Keys), ("pending", all.PendingReasons.Keys), ("warning", all.Warnings.Keys),
            ("receipt", all.ReceiptStates.Keys), ("link", all.LinkStates.Keys), ("link-reason", all.LinkReasons.Keys),
            ("problem", all.Problems.Keys), ("field", all.Fields.Keys),
            ("batch", all.BatchStates.Keys), ("batch-row", all.BatchRowOutcomes.Keys), ("hop", all.ReceiptHops.Keys), ("step", all.Steps.Keys),
            ("rule", all.Rules.Keys), ("rule-result", all.RuleResults.Keys), ("heading", all.Headings.Keys),
        ];
    }

    [GeneratedRegex("<(meta)[^>]*>")]
    private static partial Regex VoidElements();
}
