using System.Text.Json;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>Weights of a mapping's comparisons as they are kept: what was trained, and on what.</summary>
internal sealed record ColumnWeights(string Version, string TrainedOn, double Known, IReadOnlyList<ComparisonChances> Comparisons)
{
    public static ColumnWeights Of(MatchModel model, string version, string trainedOn) =>
        new(version, trainedOn, Math.Round(model.Known, 4), [.. model.Comparisons.Select(WeightFile.Rounded)]);

    /// <exception cref="WeightFileException">It is no weights file, or one for other comparisons than the mapping's.</exception>
    public static ColumnWeights Parse(ReadOnlySpan<byte> utf8, Mapping mapping)
    {
        ColumnWeights file;
        try
        {
            file = JsonSerializer.Deserialize(utf8, WeightContext.Default.ColumnWeights)!;
        }
        catch (JsonException broken)
        {
            throw new WeightFileException($"The weights file cannot be read: {broken.Message}");
        }

        if (file is not { Version: not null, TrainedOn: not null, Comparisons: not null })
            throw new WeightFileException("The weights file says too little: it wants a version, what it was trained on, and comparisons.");
        var wanted = mapping.Comparisons.Select(ColumnLevels.Start).ToList();
        if (!file.Comparisons.Select(LevelsOf).SequenceEqual(wanted.Select(LevelsOf)))
            throw new WeightFileException("The weights file is for other comparisons than the mapping's.");
        if (file.Comparisons.SelectMany(comparison => comparison.Levels).Any(level => level.M is not (> 0 and <= 1) || level.U is not (> 0 and <= 1)))
            throw new WeightFileException("A chance in the weights file is none: it must lie above 0, and not above 1.");
        return file.Known > 0 ? file : throw new WeightFileException("How many others are the same person must lie above 0 in the weights file.");
    }

    public MatchModel Model() => new(Version, Known, Comparisons);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, WeightFile.Written.ColumnWeights);

    private static string LevelsOf(ComparisonChances comparison) =>
        $"{comparison.Name}: {string.Join(' ', comparison.Levels.Select(level => level.Name))}";
}
