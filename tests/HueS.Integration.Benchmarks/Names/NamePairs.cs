using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Identity;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Names;

/// <summary>Pairs of names as they meet in a check and in a reconciliation.</summary>
internal static class NamePairs
{
    public static IReadOnlyDictionary<string, (PersonName One, PersonName Other)[]> Kinds(int pairs)
    {
        var names = Inhabitants.City.Citizens.Select(citizen => Read(citizen.FullName)).ToList();
        var registered = Inhabitants.City.Citizens.Select(citizen => Read(string.Join(' ', Parts(citizen)))).ToList();
        var dice = new Random(Inhabitants.Seed);
        (PersonName, PersonName)[] Draw(Func<int, (PersonName, PersonName)> pair) => [.. Enumerable.Range(0, pairs).Select(_ => pair(dice.Next(names.Count)))];

        (PersonName, PersonName) Same(int at) => (names[at], registered[at]);
        (PersonName, PersonName) Strangers(int at) => (names[at], registered[dice.Next(names.Count)]);
        (PersonName, PersonName) Unmarked(int at) => (names[at], Read(names[at].Unmarked));
        (PersonName, PersonName) Moved(int at) => (names[at], Read(string.Join(' ', names[at].Text.Split(' ').Reverse())));
        return new Dictionary<string, (PersonName, PersonName)[]>
        {
            // A blocking key brings together many strangers for each person.
            ["mixed"] = Draw(at => dice.Next(10) switch { < 2 => Same(at), 2 => Unmarked(at), 3 => Moved(at), _ => Strangers(at) }),
            ["same person, register's writing"] = Draw(Same),
            ["marks lost"] = Draw(Unmarked),
            ["words moved"] = Draw(Moved),
            ["strangers"] = Draw(Strangers),
        };
    }

    private static IEnumerable<string> Parts(Citizen citizen) =>
        ((string[])[citizen.RegisterName.Family, citizen.RegisterName.Middle, citizen.RegisterName.Given]).Where(part => part.Length > 0);

    private static PersonName Read(string text) =>
        PersonName.TryParse(text, out var name, out var fault) ? name : throw new InvalidOperationException($"An invented name does not read: {fault}.");
}
