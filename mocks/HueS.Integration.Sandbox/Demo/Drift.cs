using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>What happens in the register to citizens we know, and what a reconciliation has to find of it, and nothing else.</summary>
internal sealed class Drift
{
    private const double Renamed = 0.03;
    private const double Died = 0.01;
    private const double Renumbered = 0.01;
    private const double Moved = 0.02;

    private readonly City _before;
    private readonly Dictionary<string, Citizen> _changed = [];

    /// <param name="before">The city as we know it.</param>
    /// <param name="known">Numbers of the citizens we know, in an order that stays.</param>
    public Drift(City before, IReadOnlyList<string> known)
    {
        _before = before;
        // Of twins one would be found under the other's name: who is meant then is another story.
        List<Citizen> people = [.. known.Select(before.Find).OfType<Citizen>().Where(citizen => citizen is { Twin: null, FormerNumber: null })];
        var next = 0;
        Names = Change(people, ref next, Renamed, citizen => citizen with { Middle = citizen.Middle == "Hoài" ? "Khánh" : "Hoài" });
        Deaths = Change(people, ref next, Died, citizen => citizen with { Vital = VitalStatus.Dead });
        Numbers = Change(people, ref next, Renumbered, citizen => citizen with { Number = Successor(citizen), FormerNumber = citizen.Number });
        var elsewhere = before.Citizens[0];
        Wards = Change(people, ref next, Moved, citizen => citizen with { WardCode = elsewhere.WardCode, Ward = elsewhere.Ward });
        After = before.After(_changed);
    }

    public City After { get; }

    public int Names { get; }

    public int Deaths { get; }

    public int Numbers { get; }

    /// <summary>Merged into others: that is no finding about anybody.</summary>
    public int Wards { get; }

    /// <summary>The register finds nobody whose name it has changed: it is asked by number, name and birth date together.</summary>
    public Dictionary<FindingCategory, int> Findings => new Dictionary<FindingCategory, int>
    {
        [FindingCategory.NotFound] = Names,
        [FindingCategory.Dead] = Deaths,
        [FindingCategory.NumberReplaced] = Numbers,
    }.Where(finding => finding.Value > 0).ToDictionary();

    private int Change(List<Citizen> people, ref int next, double share, Func<Citizen, Citizen> change)
    {
        var wanted = Math.Min((int)Math.Ceiling(people.Count * share), people.Count - next);
        foreach (var citizen in people.GetRange(next, wanted))
            _changed.Add(citizen.Number, change(citizen));
        next += wanted;
        return wanted;
    }

    /// <summary>Of the same sex, century and year, which the number says, and nobody's.</summary>
    private string Successor(Citizen citizen)
    {
        for (var last = 999_999; ; last--)
        {
            var number = $"{citizen.Number[..6]}{last:000000}";
            if (_before.Find(number) is null && !_changed.Values.Any(changed => changed.Number == number))
                return number;
        }
    }
}
