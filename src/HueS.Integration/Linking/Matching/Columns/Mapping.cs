using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>A mapping, or a file it is for, cannot be used as it is; the message says what to mend.</summary>
internal sealed class MappingException(string message) : Exception(message);

/// <summary>How columns are compared, in any language.</summary>
internal enum ColumnKind
{
    Exact,
    Name,
    Text,
    Date,
    Number,
}

/// <param name="Columns">Put one behind the other with a space, where there are several.</param>
internal sealed record MappedComparison(string Name, IReadOnlyList<string> Columns, ColumnKind Kind);

/// <summary>Which records are of one person: a column of shared ids, or a file of pairs of record ids.</summary>
internal sealed record MappedTruth(string? Cluster = null, string? Pairs = null);

/// <summary>What the columns of a CSV file are.</summary>
internal sealed record Mapping(
    IReadOnlyList<MappedComparison> Comparisons,
    MappedTruth Truth,
    string? Id = null,
    string Delimiter = ",",
    IReadOnlyList<IReadOnlyList<string>>? Blocking = null)
{
    // A pattern has room for sixteen.
    private const int MostComparisons = 16;

    /// <exception cref="MappingException">It is no mapping, or one that says too little.</exception>
    public static Mapping Parse(ReadOnlySpan<byte> utf8)
    {
        Mapping mapping;
        try
        {
            mapping = JsonSerializer.Deserialize(utf8, MappingContext.Default.Mapping)!;
        }
        catch (JsonException broken)
        {
            throw new MappingException($"The mapping cannot be read: {broken.Message}");
        }

        return mapping.Fault() is { } fault ? throw new MappingException(fault) : mapping;
    }

    /// <summary>The place of a column in a file's header.</summary>
    /// <exception cref="MappingException">The file has no such column.</exception>
    public static int PlaceOf(IReadOnlyList<string> header, string column, string file)
    {
        for (var place = 0; place < header.Count; place++)
        {
            if (string.Equals(header[place].Trim(), column, StringComparison.OrdinalIgnoreCase))
                return place;
        }

        throw new MappingException($"{file} has no column '{column}'; it has {string.Join(", ", header)}.");
    }

    private string? Fault()
    {
        if (Comparisons.Count is 0 or > MostComparisons)
            return $"The mapping names {Comparisons.Count} comparisons; from 1 to {MostComparisons} are understood.";
        if (Comparisons.FirstOrDefault(comparison => comparison.Columns.Count == 0) is { } empty)
            return $"The comparison '{empty.Name}' names no column.";
        if (Comparisons.GroupBy(comparison => comparison.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"Two comparisons are named '{twice.Key}'.";
        if (Delimiter.Length != 1)
            return "The delimiter must be one character.";
        if (Truth is { Cluster: null, Pairs: null } or { Cluster: not null, Pairs: not null })
            return "The truth is a column of shared ids (\"cluster\") or a file of pairs (\"pairs\"); say one of them.";
        if (Truth.Pairs is not null && Id is null)
            return "A file of pairs names records by their id: say which column \"id\" is.";
        var unknown = Blocking?.SelectMany(row => row).FirstOrDefault(name => Comparisons.All(comparison => comparison.Name != name));
        return unknown is not null ? $"\"blocking\" names '{unknown}', which is no comparison."
            : Blocking?.Any(row => row.Count == 0) == true ? "A row of \"blocking\" names no comparison."
            : null;
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Mapping))]
internal sealed partial class MappingContext : JsonSerializerContext;
