using System.Globalization;
using CsvHelper;

namespace HueS.Integration.Mocks;

/// <summary>
/// Believable names. No table for Huế exists: the columns of several samples are averaged, and the family names that are
/// more at home in Huế are raised by hand (Hoàng, Võ, Hồ and Phan by 1.7, Tôn by 5). The result is plausible, not measured.
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

    /// <summary>How the table counts people without one.</summary>
    private const string NoMiddleName = "(none)";

    private static readonly Lazy<NameTables> Loaded = new(() => new NameTables());

    private readonly Weighted<string> _families;
    private readonly Weighted<string>[] _middles;
    private readonly Weighted<string>[] _givens;
    private readonly Dictionary<string, string[]>[] _givensApartByMarks;

    private NameTables()
    {
        // Rows such as "Vũ/Võ" add up what other rows count apart; the two last columns hold only the commonest names.
        _families = new Weighted<string>(Read("surnames.csv")
            .Where(row => !row[0].Contains('/', StringComparison.Ordinal))
            .Select(row => (row[0], Mean(row[1..4]) * RaisedForHue.GetValueOrDefault(row[0], 1))));
        var middles = Read("middle_names.csv");
        var givens = Read("given_names.csv");
        _middles = [.. Sexes(sex => new Weighted<string>(middles.Where(row => row[0] == sex).Select(row => (row[1] == NoMiddleName ? "" : row[1], Mean(row[3..])))))];
        _givens = [.. Sexes(sex => new Weighted<string>(givens.Where(row => row[0] == sex).Select(row => (row[1], Mean(row[2..])))))];
        _givensApartByMarks =
        [
            .. Sexes(sex => givens.Where(row => row[0] == sex)
                .Select(row => row[1])
                .GroupBy(Letters.Unmark)
                .SelectMany(group => group.Select(name => (name, Others: group.Where(other => other != name).ToArray())))
                .Where(entry => entry.Others.Length > 0)
                .ToDictionary(entry => entry.name, entry => entry.Others)),
        ];
    }

    public static NameTables Instance => Loaded.Value;

    public string Family(Dice dice) => _families.Pick(dice);

    public string Middle(Dice dice, bool female) => _middles[female ? 1 : 0].Pick(dice);

    public string Given(Dice dice, bool female) => _givens[female ? 1 : 0].Pick(dice);

    /// <summary>A given name apart from this one by its marks alone; where there is none, another given name.</summary>
    public string NearbyGiven(Dice dice, bool female, string given)
    {
        if (_givensApartByMarks[female ? 1 : 0].TryGetValue(given, out var others))
            return dice.Pick(others);
        for (; ; )
        {
            if (Given(dice, female) is var other && other != given)
                return other;
        }
    }

    public static List<string[]> Read(string table)
    {
        using var file = typeof(NameTables).Assembly.GetManifestResourceStream(table)
            ?? throw new InvalidOperationException($"{table} is not embedded in the Mocks assembly.");
        using var csv = new CsvParser(new StreamReader(file), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (csv.Read())
            rows.Add(csv.Record!);
        return rows[1..];
    }

    private static IEnumerable<T> Sexes<T>(Func<string, T> make) => [make("Nam"), make("Nữ")];

    private static double Mean(string[] percentages)
    {
        var known = percentages.Where(text => text.Length > 0).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return known.Count == 0 ? 0 : known.Average();
    }
}
