using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HueS.Integration.Mocks;

/// <summary>An upstream's mapping files, copied beside the program by the build.</summary>
internal sealed partial class MappingFiles
{
    private MappingFiles(IReadOnlyList<string> texts)
    {
        Texts = [.. texts.Select(Lighten)];
        Keys = texts.SelectMany(text => Key().Matches(text).Select(key => key.Value)).ToFrozenSet();
    }

    /// <summary>The files' texts, to be given to WireMock.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>
    /// Every personal, card and dossier number the files name. WireMock tries every mapping on every request, so a number no
    /// file names is answered from the city before WireMock is asked.
    /// </summary>
    public FrozenSet<string> Keys { get; }

    public static async Task<MappingFiles> ReadAsync(string upstream, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "mocks", upstream);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        if (files.Length == 0)
            throw new DirectoryNotFoundException($"No mapping files for '{upstream}' beside the program: build the Mocks project, which copies them.");

        var texts = new List<string>();
        foreach (var file in files.Order(StringComparer.Ordinal))
            texts.Add(await File.ReadAllTextAsync(file, cancellationToken));
        return new MappingFiles(texts);
    }

    /// <summary>
    /// Leaves to this host what costs WireMock most: a templated answer takes it some thirty milliseconds, and its XPath half
    /// of that. The answers stay the same; the register's door writes the platform's ids.
    /// </summary>
    private static string Lighten(string text)
    {
        var mappings = JsonNode.Parse(text)!.AsArray();
        foreach (var mapping in mappings)
        {
            if (mapping!["Request"]?["Body"]?["Matcher"] is JsonObject matcher && (string?)matcher["Name"] == "XPathMatcher")
                matcher["Name"] = nameof(XPathOnce);
            if (mapping["Response"] is not JsonObject response || response["Headers"] is not JsonObject headers)
                continue;
            headers.Remove(Answers.RoadId);
            headers.Remove(Answers.RoadRequestId);
            if (!response.ToJsonString().Contains("{{", StringComparison.Ordinal))
                response.Remove("UseTransformer");
        }

        return mappings.ToJsonString();
    }

    [GeneratedRegex(@"(?<!\d)(\d{12}|\d{9})(?!\d)|\d{3}\.\d{2}\.\d{2}\.H57-\d{6}-\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
