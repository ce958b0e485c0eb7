using System.Globalization;

namespace HueS.Integration.Mocks;

/// <summary>Invents people.</summary>
internal sealed class Births(Dice dice)
{
    /// <summary>Serials from here on are left to the personas and to numbers nobody has.</summary>
    public const int FirstFreeSerial = 980_000;

    private const string Hue = "046";
    private static readonly string[] Highlands = ["20044", "20050", "20056", "20071", "20101", "20161", "20179", "20182"];
    private static readonly string[] HighlandFamilies = ["A Lăng", "Bhơriu", "Pơloong", "Riêh", "Zơ Râm", "A Viết", "Hồ"];
    private static readonly string[] HighlandGivens = ["Bhuôch", "Nhiêu", "Clâu", "Đhiêng", "Mrơng", "Y", "A", "Ngước", "Pling", "Xêm"];
    private static readonly string[] RoyalSons = ["Tôn Thất", "Bửu", "Vĩnh", "Bảo", "Nguyễn Phúc"];
    private static readonly string[] RoyalDaughters = ["Tôn Nữ", "Công Tằng Tôn Nữ", "Công Huyền Tôn Nữ", "Công Tôn Nữ"];

    private readonly NameTables _names = NameTables.Instance;
    private readonly string[][] _wards = [.. NameTables.Read("hue_wards.csv")];
    private readonly string[] _otherPlaces = [.. NameTables.Read("province_codes.csv").Select(row => row[0]).Where(code => code != Hue)];
    private readonly HashSet<string> _taken = [];

    public List<Citizen> Bear(int people)
    {
        var citizens = new List<Citizen>(people);
        while (citizens.Count < people)
        {
            var born = Someone();
            if (citizens.Count > 0 && dice.Chance(0.02))
                born = NamesakeOf(dice.Pick(citizens), born);
            if (citizens.Count + 1 < people && born.HasFullBirthDate && dice.Chance(0.008))
            {
                var twin = TwinOf(born);
                citizens.Add(twin);
                born = born with { Twin = twin.Number };
            }

            citizens.Add(born);
        }

        return citizens;
    }

    private Citizen Someone()
    {
        var ward = dice.Pick(_wards);
        var female = dice.Chance(0.505);
        var year = Math.Min(dice.Between(1930, 2010), dice.Between(1950, 2040));
        var (family, middle, given) = Name(female, Highlands.Contains(ward[0]));
        var partial = year < 1950 ? dice.Chance(0.4) : year < 1962 && dice.Chance(0.12);
        var vital = dice.Chance(0.012) ? VitalStatus.Dead : dice.Chance(0.002) ? VitalStatus.Missing : VitalStatus.Alive;
        return new Citizen(
            Number(female, year),
            dice.Chance(0.006) ? Number(female, year) : null,
            year <= 2004 && dice.Chance(0.6) ? OldCard() : null,
            family,
            middle,
            given,
            female,
            partial ? Text(year) : $"{year}-{dice.Between(1, 12):00}-{dice.Between(1, 28):00}",
            ward[0],
            ward[3],
            Phone(),
            vital,
            WritingOf(family, middle, given),
            Twin: null);
    }

    private (string Family, string Middle, string Given) Name(bool female, bool highland)
    {
        if (highland && dice.Chance(0.55))
            return (dice.Pick(HighlandFamilies), female && dice.Chance(0.5) ? "Thị" : "", dice.Pick(HighlandGivens));
        var (middle, given) = (_names.Middle(dice, female), _names.Given(dice, female));
        if (dice.Chance(0.012))
        {
            // A daughter keeps a middle name of her own; after a son's generation name comes the given name alone.
            return female ? (dice.Pick(RoyalDaughters), middle.Split(' ')[^1], given) : (dice.Pick(RoyalSons), "", given);
        }

        return (_names.Family(dice), middle, given);
    }

    private Citizen NamesakeOf(Citizen other, Citizen self)
    {
        if (other.IsFemale != self.IsFemale)
            return self;
        var namesake = self with { Family = other.Family, Middle = other.Middle, Given = other.Given };
        return namesake with { Writing = WritingOf(namesake.Family, namesake.Middle, namesake.Given) };
    }

    private Citizen TwinOf(Citizen first)
    {
        var given = _names.NearbyGiven(dice, first.IsFemale, first.Given);
        return first with
        {
            Number = Number(first.IsFemale, int.Parse(first.BirthDate[..4], CultureInfo.InvariantCulture)),
            FormerNumber = null,
            OldCard = first.OldCard is null ? null : OldCard(),
            Given = given,
            Vital = VitalStatus.Alive,
            Writing = WritingOf(first.Family, first.Middle, given),
            Twin = first.Number,
        };
    }

    private Writing WritingOf(string family, string middle, string given)
    {
        var name = $"{family} {middle} {given}";
        var (luck, hasD) = (dice.NextDouble(), name.Contains('Đ', StringComparison.Ordinal));
        return luck < 0.3 && hasD ? Writing.WrongLetter
            : luck < 0.5 && Letters.MoveTone(name) != name ? Writing.OtherTonePlacement
            : luck > 0.8 ? Writing.InParts
            : Writing.WholeUpperCase;
    }

    private string Number(bool female, int year)
    {
        var place = dice.Chance(0.92) ? Hue : dice.Pick(_otherPlaces);
        var century = (year >= 2000 ? 2 : 0) + (female ? 1 : 0);
        return Unique(() => $"{place}{century}{year % 100:00}{dice.Below(FirstFreeSerial):000000}");
    }

    // 191 and 192 were issued in Thừa Thiên Huế; 99 after them is left to the personas.
    private string OldCard() => Unique(() => $"{dice.Between(191, 192)}{dice.Below(990_000):000000}");

    private string Phone() => $"01{dice.Below(99_000_000):00000000}";

    private string Unique(Func<string> make)
    {
        string text;
        do
        {
            text = make();
        }
        while (!_taken.Add(text));
        return text;
    }

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
