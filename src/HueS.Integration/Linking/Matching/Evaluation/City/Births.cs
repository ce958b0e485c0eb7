using HueS.Integration.Identity.Tables;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>
/// Invents households. Shares of twins, namesakes, royal-lineage and highland names, old cards, replaced numbers and birth
/// years without a day are those of the sandbox's city. How households share phones is not known from any source: children
/// and many of the old have the phone of the house, and one adult in four.
/// </summary>
internal sealed class Births(Dice dice)
{
    private const int HuePrefix = 46;
    private const int SerialDigits = 1_000_000;
    private const double TwinBirths = 0.008;
    private const double Namesakes = 0.02;

    private static readonly int[] Sizes = [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 6];
    private static readonly string[] Highlands = ["20044", "20050", "20056", "20071", "20101", "20161", "20179", "20182"];

    private readonly NameTables _names = new();
    private readonly IReadOnlyList<string[]> _wards = Table.Read("hue_ward_crosswalk.csv");
    private readonly HashSet<ulong> _taken = [];

    public Inhabitant[] Bear(int people)
    {
        var born = new Inhabitant[people];
        var count = 0;
        for (var household = 0; count < people; household++)
            count += Settle(born.AsSpan(count), count, household);
        for (var person = 0; person < people; person++)
        {
            if (dice.Chance(Namesakes) && born[dice.Below(people)] is var other && other.Female == born[person].Female)
                (born[person].Family, born[person].Middle, born[person].Given) = (other.Family, other.Middle, other.Given);
        }

        return born;
    }

    /// <summary>Two adults and children, as many as there is room for.</summary>
    private int Settle(Span<Inhabitant> house, int first, int household)
    {
        var size = Math.Min(dice.Pick(Sizes), house.Length);
        var ward = (byte)dice.Below(_wards.Count);
        var phone = Phone();
        var lineage = Lineage.Of(dice, Highlands.Contains(_wards[ward][4]));
        var headYear = Math.Min(dice.Between(1930, 2002), dice.Between(1945, 2030));
        for (var place = 0; place < size; place++)
        {
            var adult = place < 2;
            var female = place switch { 0 => dice.Chance(0.3), 1 => !house[0].Female, _ => dice.Chance(0.49) };
            var year = adult ? headYear + (place == 1 ? dice.Between(-6, 6) : 0) : Math.Min(headYear + dice.Between(20, 38), 2024);
            var father = size > 1 && house[0].Female ? 1 : 0;
            house[place] = Person(
                place == 1 || place == 0 ? lineage.Adult(_names, dice, female) : lineage.Child(_names, dice, female, house[father].Family),
                female,
                year);
            house[place].Ward = ward;
            house[place].Household = household;
            if (year > 2009 || dice.Chance(year < 1955 ? 0.5 : 0.25))
                house[place].Phone = phone;
            if (place > 2 && dice.Chance(TwinBirths * 2))
                house[place] = TwinOf(ref house[place - 1], house[place], first + place);
        }

        return size;
    }

    private Inhabitant Person((string Family, string Middle, string Given) name, bool female, int year) => new()
    {
        Family = name.Family,
        Middle = name.Middle,
        Given = name.Given,
        Number = Number(female, year),
        Former = dice.Chance(0.006) ? Number(female, year) : 0,
        // 191 and 192 were issued in Thừa Thiên Huế.
        OldCard = year <= 2004 && dice.Chance(0.6) ? (uint)Unique(() => (ulong)(dice.Between(191, 192) * SerialDigits) + (ulong)dice.Below(SerialDigits)) : 0,
        Insurance = dice.Chance(0.9) ? Unique(() => 4_600_000_000 + (ulong)dice.Below(100_000_000)) : 0,
        Phone = Phone(),
        Year = (short)year,
        Month = (byte)dice.Between(1, 12),
        Day = (byte)dice.Between(1, 28),
        Female = female,
        YearOnly = year < 1950 ? dice.Chance(0.4) : year < 1962 && dice.Chance(0.12),
        Twin = -1,
    };

    /// <summary>The same mother and day, the same phone of the house, and names as near as parents choose them.</summary>
    private Inhabitant TwinOf(ref Inhabitant elder, Inhabitant younger, int place)
    {
        elder.Twin = place;
        younger.Twin = place - 1;
        younger.Female = elder.Female;
        (younger.Year, younger.Month, younger.Day, younger.YearOnly) = (elder.Year, elder.Month, elder.Day, elder.YearOnly);
        (younger.Family, younger.Middle, younger.Phone) = (elder.Family, elder.Middle, elder.Phone);
        younger.Given = _names.Nearby(dice, elder.Female, elder.Given);
        younger.Number = Number(elder.Female, elder.Year);
        return younger;
    }

    private ulong Number(bool female, int year)
    {
        var century = (year >= 2000 ? 2 : 0) + (female ? 1 : 0);
        return Unique(() =>
        {
            var place = dice.Chance(0.92) ? HuePrefix : dice.Between(1, 96);
            return (((((ulong)place * 10) + (ulong)century) * 100) + (ulong)(year % 100)) * SerialDigits + (ulong)dice.Below(SerialDigits);
        });
    }

    // Ten digits that begin with 01: nobody's since 2018.
    private ulong Phone() => 100_000_000 + (ulong)dice.Below(99_000_000);

    private ulong Unique(Func<ulong> make)
    {
        ulong made;
        do
        {
            made = make();
        }
        while (!_taken.Add(made));
        return made;
    }
}
