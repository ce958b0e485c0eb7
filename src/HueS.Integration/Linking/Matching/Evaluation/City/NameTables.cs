using System.Globalization;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>
/// Believable names, drawn as the sandbox's city draws them. No table for Huế exists: the columns of several samples are
/// averaged, and the family names that are more at home in Huế are raised by hand. The result is plausible, not measured.
/// </summary>
internal sealed class NameTables
{
    private static readonly Dictionary<string, double> RaisedForHue = new()
    {
        ["Hoàng"] = 1.7,
        ["Võ"] = 1.7,
        ["Hồ"] = 1.7,
        ["Phan"] = 1.7,
        ["Tôn"] = 5,
    };

    private const string NoMiddleName = "(none)";

    private readonly Drawn _families;
    private readonly Drawn[] _middles;
    private readonly Drawn[] _givens;
    private readonly Dictionary<string, string[]>[] _apartByMarks;

    public NameTables()
    {
        string[] sexes = ["Nam", "Nữ"];
        var middles = Read("middle_names.csv");
        var givens = Read("given_names.csv");
        // Rows such as "Vũ/Võ" add up what other rows count apart; the last columns hold only the commonest names.
        _families = new Drawn(Read("surnames.csv")
            .Where(row => !row[0].Contains('/', StringComparison.Ordinal))
            .Select(row => (row[0], Mean(row[1..4]) * RaisedForHue.GetValueOrDefault(row[0], 1))));
        _middles = [.. sexes.Select(sex => new Drawn(middles.Where(row => row[0] == sex).Select(row => (row[1] == NoMiddleName ? "" : row[1], Mean(row[3..])))))];
        _givens = [.. sexes.Select(sex => new Drawn(givens.Where(row => row[0] == sex).Select(row => (row[1], Mean(row[2..])))))];
        _apartByMarks = [.. sexes.Select(sex => ApartByMarks(givens.Where(row => row[0] == sex).Select(row => row[1])))];
    }

    public string Family(Dice dice) => _families.Pick(dice);

    public string Middle(Dice dice, bool female) => _middles[female ? 1 : 0].Pick(dice);

    public string Given(Dice dice, bool female) => _givens[female ? 1 : 0].Pick(dice);

    /// <summary>A twin's given name: apart by its marks alone where there is one such, as parents choose them.</summary>
    public string Nearby(Dice dice, bool female, string given)
    {
        if (_apartByMarks[female ? 1 : 0].TryGetValue(given, out var others))
            return dice.Pick(others);
        for (; ; )
        {
            if (Given(dice, female) is var other && other != given)
                return other;
        }
    }

    private static Dictionary<string, string[]> ApartByMarks(IEnumerable<string> names) => names
        .GroupBy(Writing.Unmark)
        .SelectMany(group => group.Select(name => (name, Others: group.Where(other => other != name).ToArray())))
        .Where(entry => entry.Others.Length > 0)
        .ToDictionary(entry => entry.name, entry => entry.Others);

    private static List<string[]> Read(string table)
    {
        using var stream = typeof(NameTables).Assembly.GetManifestResourceStream($"Linking.Matching.Evaluation.Tables.{table}")
            ?? throw new InvalidOperationException($"The assembly lacks its table {table}.");
        using var reader = new StreamReader(stream);
        var rows = new List<string[]>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            rows.Add(line.Split(','));
        return rows;
    }

    private static double Mean(string[] percentages)
    {
        var known = percentages.Where(text => text.Length > 0).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return known.Count == 0 ? 0 : known.Average();
    }

    /// <summary>Names drawn as often as their weights say.</summary>
    private sealed class Drawn
    {
        private readonly string[] _items;
        private readonly double[] _upTo;

        public Drawn(IEnumerable<(string Item, double Weight)> entries)
        {
            var kept = entries.Where(entry => entry.Weight > 0).ToArray();
            var total = 0.0;
            _items = [.. kept.Select(entry => entry.Item)];
            _upTo = [.. kept.Select(entry => total += entry.Weight)];
        }

        public string Pick(Dice dice)
        {
            var at = Array.BinarySearch(_upTo, dice.NextDouble() * _upTo[^1]);
            return _items[Math.Min(at < 0 ? ~at : at, _items.Length - 1)];
        }
    }
}
