using System.Globalization;
using HueS.Integration.Identity;
using HueS.Integration.Identity.Tables;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>Writes down what the register knows of people, and what records say of them.</summary>
internal sealed class Desk(Inhabitant[] city, DirtRates rates, double withNumbers, Dice dice)
{
    private const int NumberDigits = 12;
    private const int OldCardDigits = 9;
    private const int InsuranceDigits = 10;
    private const int PhoneDigits = 10;

    private readonly IReadOnlyList<string[]> _wards = Table.Read("hue_ward_crosswalk.csv");

    /// <summary>As a verified profile knows its citizen: the register writes names in its own ways.</summary>
    public ClaimFields Known(in Inhabitant person)
    {
        var name = person.FullName;
        var luck = dice.NextDouble();
        // As the sandbox's register writes: three in ten with the wrong letter, two in ten with the tone in its other place.
        name = luck < 0.3 ? Writing.MistakeLetter(name) : luck < 0.5 ? Writing.MoveTone(name) : name;
        return new ClaimFields(
            person.Former == 0 ? Number(person.Number) : $"{Number(person.Number)},{Number(person.Former)}",
            Inhabitant.Digits(person.OldCard, OldCardDigits),
            Inhabitant.Digits(person.Insurance, InsuranceDigits),
            Inhabitant.Digits(person.Phone, PhoneDigits),
            name.ToUpperInvariant(),
            person.BirthDate,
            person.Sex,
            _wards[person.Ward][4]);
    }

    /// <summary>As a record says of its holder.</summary>
    public (ClaimFields Claim, Dirt Dirt) Record(in Inhabitant holder)
    {
        var dirt = holder.Twin >= 0 ? Dirt.Twin : Dirt.None;
        var (number, oldCard, insurance) = dice.Chance(withNumbers) ? Numbers(holder, ref dirt) : (null, null, null);
        var claim = new ClaimFields(
            number,
            oldCard,
            insurance,
            Phone(holder, ref dirt),
            Name(holder, ref dirt),
            BirthDate(holder, ref dirt),
            dice.Chance(rates.NoSex) ? Sex.Unknown : holder.Sex,
            Ward(holder, ref dirt));
        return (claim, dirt);
    }

    private (string? Number, string? OldCard, string? Insurance) Numbers(in Inhabitant holder, ref Dirt dirt)
    {
        if (holder.OldCard != 0 && Happens(rates.OldCard, Dirt.OldCardNumber, ref dirt))
            return (null, Inhabitant.Digits(holder.OldCard, OldCardDigits), null);
        if (holder.Insurance != 0 && Happens(rates.InsuranceNumber, Dirt.InsuranceNumber, ref dirt))
            return (null, null, Inhabitant.Digits(holder.Insurance, InsuranceDigits));
        if (Happens(rates.OthersNumber, Dirt.OthersNumber, ref dirt))
            return (Number(dice.Pick(city).Number), null, null);
        // A record from before the number was replaced carries the old one.
        var number = Number(holder.Former != 0 && dice.Chance(0.5) ? holder.Former : holder.Number)!;
        if (!Happens(rates.WrongDigit, Dirt.WrongDigit, ref dirt))
            return (number, null, null);
        var at = dice.Between(NumberDigits - 6, NumberDigits - 1);
        return (number[..at] + (char)('0' + ((number[at] - '0' + dice.Between(1, 9)) % 10)) + number[(at + 1)..], null, null);
    }

    private string Name(in Inhabitant holder, ref Dirt dirt)
    {
        var name = holder.FullName;
        if (holder.Middle.Length > 0 && Happens(rates.WordMissing, Dirt.WordMissing, ref dirt))
            name = $"{holder.Family} {holder.Given}";
        else if (Happens(rates.WordsSwapped, Dirt.WordsSwapped, ref dirt))
            name = $"{holder.Given} {holder.Family} {holder.Middle}".Trim();
        if (Happens(rates.Misspelled, Dirt.Misspelled, ref dirt))
            name = Writing.Mistype(name, dice);
        if (Happens(rates.MarkMistyped, Dirt.MarkMistyped, ref dirt))
            name = Writing.MistypeMark(name, dice);
        if (Happens(rates.TonePlacement, Dirt.TonePlacement, ref dirt))
            name = Writing.MoveTone(name);
        if (Happens(rates.Respelled, Dirt.Respelled, ref dirt))
            name = Writing.Respell(name);
        if (Happens(rates.WrongLetter, Dirt.WrongLetter, ref dirt))
            name = Writing.MistakeLetter(name);
        if (Happens(rates.MarksLost, Dirt.MarksLost, ref dirt))
            name = Writing.Unmark(name);
        return Happens(rates.UpperCase, Dirt.UpperCase, ref dirt) ? name.ToUpperInvariant() : name;
    }

    private string? BirthDate(in Inhabitant holder, ref Dirt dirt)
    {
        if (Happens(rates.NoBirthDate, Dirt.NoBirthDate, ref dirt))
            return null;
        int year = holder.Year, month = holder.Month, day = holder.Day;
        if (Happens(rates.OtherYear, Dirt.OtherYear, ref dirt))
            year--;
        if (Happens(rates.FirstOfJanuary, Dirt.FirstOfJanuary, ref dirt))
            return Inhabitant.Iso(year, 1, 1);
        if (holder.YearOnly || Happens(rates.YearOnly, Dirt.YearOnly, ref dirt))
            return year.ToString(CultureInfo.InvariantCulture);
        if (day <= 12 && Happens(rates.DayMonthSwapped, Dirt.DayMonthSwapped, ref dirt))
            (month, day) = (day, month);
        if (Happens(rates.DateMistyped, Dirt.DateMistyped, ref dirt))
            day = day < 20 ? day + 10 : day - 10;
        return Inhabitant.Iso(year, month, Math.Min(day, 28));
    }

    private string? Phone(in Inhabitant holder, ref Dirt dirt)
    {
        if (Happens(rates.NoPhone, Dirt.NoPhone, ref dirt))
            return null;
        if (Happens(rates.HouseholdPhone, Dirt.HouseholdPhone, ref dirt))
            return Inhabitant.Digits(Housemate(holder).Phone, PhoneDigits);
        return Happens(rates.OtherPhone, Dirt.OtherPhone, ref dirt)
            ? Inhabitant.Digits(100_000_000 + (ulong)dice.Below(99_000_000), PhoneDigits)
            : Inhabitant.Digits(holder.Phone, PhoneDigits);
    }

    private string? Ward(in Inhabitant holder, ref Dirt dirt)
    {
        if (dice.Chance(rates.NoWard))
            return null;
        var ward = Happens(rates.MovedWard, Dirt.MovedWard, ref dirt) ? dice.Pick(_wards) : _wards[holder.Ward];
        return ward[Happens(rates.FormerWard, Dirt.FormerWard, ref dirt) ? 0 : 4];
    }

    private Inhabitant Housemate(in Inhabitant holder)
    {
        // Houses stand one behind the other.
        var at = Array.BinarySearch(city, holder, Comparer<Inhabitant>.Create((one, other) => one.Household.CompareTo(other.Household)));
        var mates = new List<Inhabitant>();
        for (var mate = Math.Max(0, at - 6); mate < Math.Min(city.Length, at + 7); mate++)
        {
            if (city[mate].Household == holder.Household)
                mates.Add(city[mate]);
        }

        return dice.Pick(mates);
    }

    private bool Happens(double rate, Dirt what, ref Dirt dirt)
    {
        if (!dice.Chance(rate))
            return false;
        dirt |= what;
        return true;
    }

    private static string? Number(ulong value) => Inhabitant.Digits(value, NumberDigits);
}
