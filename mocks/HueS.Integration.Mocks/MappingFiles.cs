using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace HueS.Integration.Mocks;

/// <summary>An upstream's mapping files, copied beside the program by the build.</summary>
internal sealed partial class MappingFiles
{
    private MappingFiles(IReadOnlyList<string> texts) =>
        (Texts, Keys) = (texts, texts.SelectMany(text => Key().Matches(text).Select(key => key.Value)).ToFrozenSet());

    public IReadOnlyList<string> Texts { get; }

    /// <summary>
    /// Every personal, card and dossier number the files name. WireMock tries the XPath of every mapping on every request,
    /// some ten milliseconds of work, so a number no file names is answered from the city instead.
    /// </summary>
    public FrozenSet<string> Keys { get; }

    public static string FolderOf(string upstream) => Path.Combine(AppContext.BaseDirectory, "mocks", upstream);

    public static async Task<MappingFiles> ReadAsync(string upstream, CancellationToken cancellationToken)
    {
        var folder = FolderOf(upstream);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        if (files.Length == 0)
            throw new DirectoryNotFoundException($"No mapping files for '{upstream}' beside the program: build the Mocks project, which copies them.");

        var texts = new List<string>();
        foreach (var file in files.Order(StringComparer.Ordinal))
            texts.Add(await File.ReadAllTextAsync(file, cancellationToken));
        return new MappingFiles(texts);
    }

    [GeneratedRegex(@"(?<=')(\d{12}|\d{9})(?=')|\d{3}\.\d{2}\.\d{2}\.H57-\d{6}-\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
