using System.Globalization;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <param name="People">How many people are known to us.</param>
/// <param name="Records">How many records there are.</param>
/// <param name="Numbers">The share of records that carry a number.</param>
/// <param name="Strangers">The share of inhabitants, and so of records, who are not known to us.</param>
internal sealed record CityOptions(int People, int Records, double Numbers, double Strangers, int Seed)
{
    public DirtRates Rates { get; init; } = DirtRates.Default;

    /// <summary>As a report names it.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"city:{People}, seed {Seed}, numbers on {Numbers:P0} of the records, {Strangers:P0} strangers");
}

/// <summary>People, records, and whose they are. The same options give the same city everywhere.</summary>
internal sealed class LabelledCity
{
    public required ClaimList People { get; init; }

    public required ClaimList Records { get; init; }

    /// <summary>The place of each record's person; -1 where they are not among the people. Training never sees it.</summary>
    public required int[] Truth { get; init; }

    public required Dirt[] Dirt { get; init; }

    public static LabelledCity Generate(CityOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.People);
        var city = new Births(new Dice(options.Seed)).Bear((int)Math.Round(options.People / (1 - options.Strangers)));
        var dice = new Dice(~(long)options.Seed);
        var desk = new Desk(city, options.Rates, options.Numbers, dice);
        var people = new ClaimList();
        var places = new int[city.Length];
        for (var inhabitant = 0; inhabitant < city.Length; inhabitant++)
        {
            var left = options.People - people.Count;
            var known = dice.Chance((double)left / (city.Length - inhabitant));
            places[inhabitant] = known ? people.Count : -1;
            if (known)
                people.Add(ClaimBytes.Write(desk.Known(city[inhabitant])));
        }

        var (records, truth, dirt) = (new ClaimList(), new int[options.Records], new Dirt[options.Records]);
        for (var record = 0; record < options.Records; record++)
        {
            var holder = dice.Below(city.Length);
            (var claim, dirt[record]) = desk.Record(city[holder]);
            truth[record] = places[holder];
            if (truth[record] < 0)
                dirt[record] |= City.Dirt.Stranger;
            records.Add(ClaimBytes.Write(claim));
        }

        return new LabelledCity { People = people, Records = records, Truth = truth, Dirt = dirt };
    }
}
