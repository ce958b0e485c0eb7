using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed partial class PublishedDescription
{
    private const string Approve = "HUES_APPROVE";

    [Fact]
    public async Task The_committed_description_is_the_one_served()
    {
        await using var server = await TestServer.StartPlainAsync();
        var served = (await server.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Path.Combine(Repository(), "contracts", "openapi", "hues-integration.json");
        if (Environment.GetEnvironmentVariable(Approve) == "1")
            await File.WriteAllTextAsync(file, served, TestContext.Current.CancellationToken);

        var committed = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";

        (committed == served).ShouldBeTrue(
            $"The API no longer reads as contracts/openapi/hues-integration.json says. If the change is meant, run with {Approve}=1: "
            + $"{Approve}=1 dotnet run --project tests/HueS.Integration.Tests -- --filter-class {typeof(PublishedDescription).FullName}");
    }

    [Fact]
    public async Task Every_operation_but_the_receipt_asks_for_a_token_and_states_its_problems()
    {
        await using var server = await TestServer.StartPlainAsync();
        var document = JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                operation!["responses"]!["503"]!["content"]!["application/problem+json"].ShouldNotBeNull($"{method} {path}");
                if (path == "/v1/receipts/{code}")
                {
                    (operation["security"], operation["responses"]!["401"]).ShouldBe((null, null));
                    continue;
                }

                operation["security"]!.AsArray().ShouldNotBeEmpty($"{method} {path}");
                operation["responses"]!["401"]!["content"]!["application/problem+json"].ShouldNotBeNull($"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        await using var server = await TestServer.StartPlainAsync();

        var answer = await server.Client.GetAsync("/docs/", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        page.ShouldContain("openapi/v1.json");
        Elsewhere().Matches(page).Select(match => match.Value).ShouldBeEmpty();
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("http");
        foreach (Match script in Scripts().Matches(page))
        {
            var source = new Uri(answer.RequestMessage!.RequestUri!, script.Groups[1].Value);
            (await server.Client.GetAsync(source, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HueS.Integration.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run from inside the repository: HueS.Integration.sln was not found above them.");
        return folder.FullName;
    }

    [GeneratedRegex("""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}""", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("""<script[^>]*\ssrc="([^"]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();
}
