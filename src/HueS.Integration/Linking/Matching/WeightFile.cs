using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Linking.Matching;

/// <summary>Weights cannot be used as they are; the message says what to mend.</summary>
internal sealed class WeightFileException(string message) : Exception(message);

/// <summary>
/// Weights as they are kept: what was trained, on what, and how often which words are borne. Words borne by few are not in it.
/// </summary>
/// <param name="Version">Stored with every ranking; raised with every training whose weights are used.</param>
internal sealed record WeightFile(string Version, string TrainedOn, double Known, IReadOnlyList<ComparisonChances> Comparisons, NameShares Names)
{
    private static readonly Lazy<WeightFile> Embedded = new(ReadEmbedded);

    internal static readonly WeightContext Written = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    });

    /// <summary>What is shipped, trained on the generated city.</summary>
    public static WeightFile Default => Embedded.Value;

    public static WeightFile Of(MatchModel model, string trainedOn, NameShares names) =>
        new(model.Version, trainedOn, Math.Round(model.Known, 4), [.. model.Comparisons.Select(Rounded)], names);

    /// <exception cref="WeightFileException">It is no weights file, or one for other comparisons.</exception>
    public static WeightFile Parse(ReadOnlySpan<byte> utf8)
    {
        WeightFile file;
        try
        {
            file = JsonSerializer.Deserialize(utf8, WeightContext.Default.WeightFile)!;
        }
        catch (JsonException broken)
        {
            throw new WeightFileException($"The weights file cannot be read: {broken.Message}");
        }

        var wanted = PersonModel.Start.Comparisons;
        if (!file.Comparisons.Select(comparison => comparison.Name).SequenceEqual(wanted.Select(comparison => comparison.Name)))
            throw new WeightFileException("The weights file is for other comparisons than records are compared by.");
        foreach (var (comparison, expected) in file.Comparisons.Zip(wanted))
        {
            if (!comparison.Levels.Select(level => level.Name).SequenceEqual(expected.Levels.Select(level => level.Name)))
                throw new WeightFileException($"The weights file has other levels of {comparison.Name} than records are compared by.");
            if (comparison.Levels.Any(level => level.M is not (> 0 and <= 1) || level.U is not (> 0 and <= 1)))
                throw new WeightFileException($"A chance of {comparison.Name} in the weights file is none: it must lie above 0, and not above 1.");
        }

        return file.Known is > 0 and < 1 ? file : throw new WeightFileException("The share of known people in the weights file must lie between 0 and 1.");
    }

    public MatchModel Model() => new(Version, Known, Comparisons);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Written.WeightFile);

    internal static ComparisonChances Rounded(ComparisonChances comparison) => comparison with
    {
        Levels = [.. comparison.Levels.Select(level => level with { M = Significant(level.M), U = Significant(level.U) })],
    };

    private static double Significant(double chance) =>
        double.Parse(chance.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private static WeightFile ReadEmbedded()
    {
        using var stream = typeof(WeightFile).Assembly.GetManifestResourceStream("Linking.Matching.MatchWeights.json")
            ?? throw new WeightFileException("The assembly lacks its weights.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(WeightFile))]
[JsonSerializable(typeof(Columns.ColumnWeights))]
internal sealed partial class WeightContext : JsonSerializerContext;
