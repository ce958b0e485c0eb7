using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Benchmarks.Reporting;

/// <summary>Under what load and on what machine, what was measured, and which goals that meets.</summary>
internal sealed record Report(string Benchmark, IReadOnlyList<string> Conditions, IReadOnlyList<Table> Tables, IReadOnlyList<Goal> Goals)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>What the goals below it are worth, where the load was not the one they are meant for.</summary>
    public string? Reservation { get; init; }

    /// <summary>A run that measured no goal has met none.</summary>
    public bool AllMet => Goals.Count > 0 && Goals.All(goal => goal.Met);

    public async Task WriteAsync(TextWriter output, string? jsonFile, CancellationToken cancellationToken)
    {
        var text = string.Join('\n', [.. Conditions, "", .. Tables.SelectMany(table => table.Lines().Append("")), .. Reservation is null ? (string[])[] : [Reservation], .. Goals.Select(goal => goal.ToString())]);
        await output.WriteLineAsync(text.AsMemory(), cancellationToken);
        if (jsonFile is null)
            return;

        await using var file = File.Create(jsonFile);
        await JsonSerializer.SerializeAsync(file, Machine(), Json, cancellationToken);
    }

    private object Machine() => new
    {
        Benchmark,
        Conditions,
        Reservation,
        Tables = Tables.Select(table => new { table.Title, table.Columns, table.Rows }),
        Goals = Goals.Select(goal => new { goal.Name, goal.Measured, Target = goal.TargetText, goal.Met }),
    };
}
