using System.Globalization;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>How a record comes to look like somebody else's.</summary>
internal enum Ruse
{
    TwinsNumber,
    TwinsNumberMarksLost,
    KnownTwinsNumber,
    HousemateNumber,
    NamesakeNextDay,
    NamesakeYearOnly,
    NamesakeSchoolPhone,
    NamesakeFirstOfJanuary,
    NamesakeDayMonthSwapped,
    NamesakeNoNumber,
    NamesakeOldCard,
    NamesakeInsurance,
    NamesakeOneDigitOff,
    NamesakePlaceholder,
    NamesakeKnownNumberMixedUp,
    NearlyTheName,
    WithoutMiddleName,
}

/// <summary>
/// Records made to be linked to somebody who is not their holder: each agrees with a person we know on as much as can be, and
/// is another's. What no rule could tell apart is not among them: an unknown holder with the number, the whole name and the
/// whole birth date of somebody else.
/// </summary>
internal sealed class Adversary
{
    /// <summary>A school, whose phone many give.</summary>
    private const ulong SchoolPhone = 123_456_780;
    private const int Pupils = 40;

    private static readonly (char From, char To)[] NameApart = [('y', 'i'), ('i', 'y')];

    private readonly Inhabitant[] _city;
    private readonly NameTables _names = new();
    private readonly Dice _dice;
    private readonly int[] _twins;
    private readonly int[] _yearOnly;

    private Adversary(Inhabitant[] city, Dice dice)
    {
        (_city, _dice) = (city, dice);
        _twins = [.. Enumerable.Range(0, city.Length).Where(person => city[person].Twin >= 0)];
        _yearOnly = [.. Enumerable.Range(0, city.Length).Where(person => city[person].YearOnly).Take(Pupils)];
    }

    /// <summary>People, and so many records none of which belongs to the person it resembles.</summary>
    public static LabelledCity Generate(int people, int records, int seed)
    {
        var dice = new Dice(seed);
        var city = new Births(dice).Bear(people);
        var adversary = new Adversary(city, dice);
        foreach (var pupil in adversary._yearOnly)
            city[pupil].Phone = SchoolPhone;

        var desk = new Desk(city, DirtRates.Default, 1, dice);
        var (known, claims, truth) = (new ClaimList(), new ClaimList(), new int[records]);
        foreach (var person in city)
            known.Add(ClaimBytes.Write(desk.Known(person)));
        for (var record = 0; record < records; record++)
        {
            (var claim, truth[record]) = adversary.Make((Ruse)(record % Enum.GetValues<Ruse>().Length), desk, known);
            claims.Add(ClaimBytes.Write(claim));
        }

        return new LabelledCity { People = known, Records = claims, Truth = truth, Dirt = new Dirt[records] };
    }

    private (ClaimFields Claim, int Truth) Make(Ruse ruse, Desk desk, ClaimList known)
    {
        var target = ruse switch
        {
            Ruse.KnownTwinsNumber => _dice.Pick(_twins),
            Ruse.NamesakeSchoolPhone => _dice.Pick(_yearOnly),
            _ => _dice.Below(_city.Length),
        };
        var person = _city[target];
        var all = desk.Known(person) with { Name = person.FullName };
        var number = all.Number!.Split(',')[0];
        var claim = all with { Number = number, OldCard = null, Insurance = null };
        return ruse switch
        {
            Ruse.TwinsNumber => (claim with { Name = TwinOf(person) }, -1),
            Ruse.TwinsNumberMarksLost => (claim with { Name = LostMarks(TwinOf(person), person) }, -1),
            Ruse.KnownTwinsNumber => (claim with { Name = _city[person.Twin].FullName }, person.Twin),
            Ruse.HousemateNumber => Housemate(target, claim),
            Ruse.NamesakeNextDay => (claim with { BirthDate = NextDay(person) }, -1),
            Ruse.NamesakeYearOnly => (claim with { BirthDate = Year(person), Phone = person.YearOnly ? null : claim.Phone }, -1),
            Ruse.NamesakeSchoolPhone => (claim with { BirthDate = Year(person) }, -1),
            Ruse.NamesakeFirstOfJanuary => (claim with { BirthDate = OtherThan(person, Inhabitant.Iso(person.Year, 1, 1)) }, -1),
            Ruse.NamesakeDayMonthSwapped => (claim with { BirthDate = OtherThan(person, Inhabitant.Iso(person.Year, Math.Min((int)person.Day, 12), person.Month)) }, -1),
            Ruse.NamesakeNoNumber => (claim with { Number = null }, -1),
            Ruse.NamesakeOldCard => (claim with { Number = null, OldCard = all.OldCard }, -1),
            Ruse.NamesakeInsurance => (claim with { Number = null, Insurance = all.Insurance }, -1),
            Ruse.NamesakeOneDigitOff => (claim with { Number = OneOff(number) }, -1),
            Ruse.NamesakePlaceholder => (claim with { Number = "000000000000" }, -1),
            Ruse.NamesakeKnownNumberMixedUp => MixedUp(person, claim, desk, known),
            Ruse.NearlyTheName => (claim with { Name = Nearly(person.FullName) }, -1),
            Ruse.WithoutMiddleName => (claim with { Name = person.Middle.Length > 0 ? $"{person.Family} {person.Given}" : $"{person.Family} Thị {person.Given}" }, -1),
            _ => throw new ArgumentOutOfRangeException(nameof(ruse)),
        };
    }

    private string TwinOf(in Inhabitant person) =>
        (person with { Given = _names.Nearby(_dice, person.Female, person.Given) }).FullName;

    /// <summary>The family card was shown for somebody else in the house.</summary>
    private (ClaimFields Claim, int Truth) Housemate(int target, ClaimFields claim)
    {
        var mate = target + 1 < _city.Length && _city[target + 1].Household == _city[target].Household ? target + 1 : -1;
        return mate < 0 || _city[mate].FullName == _city[target].FullName
            ? (claim with { Number = null }, -1)
            : (claim with { Name = _city[mate].FullName, BirthDate = _city[mate].BirthDate }, mate);
    }

    /// <summary>Two people we know bear one name and birth date; the clerk took the number of the wrong one.</summary>
    private (ClaimFields Claim, int Truth) MixedUp(Inhabitant person, ClaimFields claim, Desk desk, ClaimList known)
    {
        var namesake = person with
        {
            Number = person.Number + 1,
            Former = 0,
            OldCard = 0,
            Insurance = 0,
            Phone = 100_000_000 + (ulong)_dice.Below(99_000_000),
            Twin = -1,
        };
        var fields = desk.Known(namesake);
        known.Add(ClaimBytes.Write(fields));
        return (claim with { Phone = fields.Phone, Ward = fields.Ward }, known.Count - 1);
    }

    /// <summary>Vy and Vi, Hùng and Hưng: names of their own, one letter or mark apart.</summary>
    private string Nearly(string name)
    {
        foreach (var (from, to) in NameApart)
        {
            if (name.EndsWith(from) && name[^2] is 'V' or 'M' or 'L')
                return name[..^1] + to;
        }

        string other;
        do
        {
            other = Writing.MistypeMark(name, _dice);
        }
        while (other == name || Writing.MoveTone(other) == name);
        return other;
    }

    /// <summary>Where the elder's name has no marks, the younger's without them is the elder's: then a letter goes too.</summary>
    private static string LostMarks(string name, in Inhabitant elder) =>
        Writing.Unmark(name) is var bare && bare != name && bare != elder.FullName ? bare : bare[..^1];

    private static string NextDay(in Inhabitant person) =>
        OtherThan(person, person.Day < 28 ? Inhabitant.Iso(person.Year, person.Month, person.Day + 1) : Inhabitant.Iso(person.Year, person.Month, 27));

    /// <summary>The date, or another year where it would be the person's own after all.</summary>
    private static string OtherThan(in Inhabitant person, string date) =>
        person.YearOnly || person.BirthDate == date ? (person.Year - 1).ToString(CultureInfo.InvariantCulture) : date;

    private static string Year(in Inhabitant person) => person.Year.ToString(CultureInfo.InvariantCulture);

    private string OneOff(string number)
    {
        var at = number.Length - 1 - _dice.Below(6);
        return number[..at] + (char)('0' + ((number[at] - '0' + 1) % 10)) + number[(at + 1)..];
    }
}
