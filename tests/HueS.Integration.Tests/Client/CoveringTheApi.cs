using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using HueS.Integration.Client.Wire;
using HueS.Integration.Tests.Conventions;
using Refit;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Client;

public sealed partial class CoveringTheApi
{
    // Files and lines go past the generated client; the others tell nothing to programs.
    private static readonly string[] Streamed =
    [
        "POST /v1/verification-batches", "POST /v1/verification-batches:preview", "GET /v1/verification-batches/{}/results",
        "POST /v1/training-sheets", "POST /v1/training-sheets:preview", "POST /v1/records/{}",
        "GET /v1/runs/{}/diff", "GET /v1/runs/{}/progress",
    ];

    [Fact]
    public void Every_door_the_client_calls_is_published() => Called().Except(Published()).ShouldBeEmpty();

    [Fact]
    public void Every_door_that_is_published_can_be_called() => Published().Except(Called()).Except(Streamed).ShouldBeEmpty();

    private static HashSet<string> Called() =>
        [.. typeof(IHuesApi).GetMethods()
            .Select(method => method.GetCustomAttribute<HttpMethodAttribute>()!)
            .Where(door => door.Path.StartsWith("/v1/", StringComparison.Ordinal))
            .Select(door => $"{door.Method} {Hole().Replace(door.Path, "{}")}")];

    private static HashSet<string> Published()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "contracts", "openapi", "hues-integration.json")));
        return [.. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(door => $"{door.Name.ToUpperInvariant()} {Hole().Replace(path.Name, "{}")}"))];
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
