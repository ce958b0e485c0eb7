using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Linking;

/// <summary>The rules cannot be used as they are; the message says what to mend.</summary>
internal sealed class LinkRuleBookException(string message) : Exception($"LinkRules.json: {message}");

/// <summary>How much a doubt takes from evidence.</summary>
internal enum DoubtWeight
{
    Soft,
    Hard,
}

internal enum NumberRow
{
    Any,
    Same,
    NotStated,
}

internal enum DoubtsRow
{
    None,
    OneSoft,
    Any,
}

internal sealed record ClassRow(NumberRow Number, DoubtsRow Doubts, EvidenceClass Class, string Why);

internal sealed record LinkRow(EvidenceClass Class, string Why, double LeadAtLeast, Dictionary<LinkReason, string> Guards);

internal sealed record PersonRow(double ChanceAtLeast, string Why);

/// <summary>LinkRules.json as it is read: the decision table, and nothing that is not in it.</summary>
internal sealed record LinkRuleBook(
    string Version,
    string Why,
    Dictionary<LinkReason, DoubtWeight> Doubts,
    IReadOnlyList<ClassRow> Classes,
    LinkRow Links,
    PersonRow Person)
{
    /// <summary>What keeps even the best evidence from linking; a file that lost one is refused.</summary>
    private static readonly LinkReason[] Guards =
    [
        LinkReason.SeveralCandidates, LinkReason.LeadTooSmall, LinkReason.PossibleTwin, LinkReason.LinkingFrozen,
        LinkReason.CitizenProtected, LinkReason.NeverThesePair, LinkReason.LinkedElsewhere,
    ];

    /// <exception cref="LinkRuleBookException">A row or a guard is missing, or evidence without an equal number would link.</exception>
    public static LinkRuleBook Parse(ReadOnlySpan<byte> utf8)
    {
        LinkRuleBook book;
        try
        {
            book = JsonSerializer.Deserialize(utf8, LinkRuleContext.Default.LinkRuleBook)!;
        }
        catch (JsonException broken)
        {
            throw new LinkRuleBookException(broken.Message);
        }

        var faults = Faults(book).ToList();
        return faults.Count == 0 ? book : throw new LinkRuleBookException(string.Join(" ", faults));
    }

    public static LinkRuleBook ReadEmbedded()
    {
        using var stream = typeof(LinkRuleBook).Assembly.GetManifestResourceStream("Linking.LinkRules.json")
            ?? throw new LinkRuleBookException("the assembly lacks it.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static IEnumerable<string> Faults(LinkRuleBook book)
    {
        foreach (var guard in Guards.Where(guard => !book.Links.Guards.ContainsKey(guard)))
            yield return $"The guard {guard} is missing.";
        foreach (var other in book.Links.Guards.Keys.Except(Guards))
            yield return $"{other} is no guard.";
        foreach (var doubt in LinkRules.Doubts.Where(doubt => !book.Doubts.ContainsKey(doubt)))
            yield return $"The doubt {doubt} has no weight.";
        if (book.Classes is not [.., { Number: NumberRow.Any, Doubts: DoubtsRow.Any }])
            yield return "The last row must fit everything.";
        if (book.Classes.Any(row => row.Class == book.Links.Class && (row.Number != NumberRow.Same || row.Doubts != DoubtsRow.None)))
            yield return "Only an equal number without any doubt may lead to the class that links.";
        if (book.Links.LeadAtLeast <= 0)
            yield return "A lead of nothing is none.";
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LinkRuleBook))]
internal sealed partial class LinkRuleContext : JsonSerializerContext;
