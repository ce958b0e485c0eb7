using System.Globalization;
using System.Text;

namespace HueS.Integration.Mocks;

/// <summary>What each kind of dirt does to a clean claim, and whose claim it can happen to.</summary>
internal sealed class Soiling(City city, HashSet<string> personas, Dice dice)
{
    private const int Serial = 6;

    public bool Fits(Citizen citizen, Dirt dirt) => dirt switch
    {
        Dirt.Deceased => citizen.Vital == VitalStatus.Dead,
        Dirt.Missing => citizen.Vital == VitalStatus.Missing,
        _ when citizen.Vital != VitalStatus.Alive => false,
        Dirt.OldCard => citizen.OldCard is not null,
        Dirt.WrongLetter => Letters.MistakeLetter(citizen.FullName) != citizen.FullName,
        Dirt.TonePlacement => Letters.MoveTone(citizen.FullName) != citizen.FullName,
        Dirt.Respelled => Letters.Respell(citizen.FullName) != citizen.FullName,
        Dirt.Decomposed => !citizen.FullName.IsNormalized(NormalizationForm.FormD),
        Dirt.MarksLost => Letters.Unmark(citizen.FullName) != citizen.FullName,
        Dirt.WordsSwapped => citizen.Given != citizen.Family,
        Dirt.WordMissing => citizen.Middle.Length > 0,
        Dirt.DayMonthSwapped => citizen.HasFullBirthDate && Day(citizen) is var day && day <= 12 && day != Month(citizen),
        Dirt.FirstOfJanuary => !citizen.BirthDate.EndsWith("-01-01", StringComparison.Ordinal),
        Dirt.CardQr or Dirt.YearOnly or Dirt.OtherBirthYear => citizen.HasFullBirthDate,
        Dirt.TwinNumber => citizen.Twin is not null,
        Dirt.ReplacedNumber => citizen.FormerNumber is not null,
        Dirt.None or Dirt.UpperCase or Dirt.Spaces or Dirt.OtherNumber or Dirt.UnknownNumber or Dirt.WrongDigit
            or Dirt.OtherName => true,
        Dirt.Persona => false,
        _ => throw new InvalidOperationException($"No such dirt: {dirt}."),
    };

    public Claim Soil(Claim claim, Citizen citizen, Dirt dirt) => dirt switch
    {
        Dirt.None or Dirt.Deceased or Dirt.Missing or Dirt.Persona => claim,
        Dirt.CardQr => claim with { Number = "", Name = "", BirthDate = "", CardQr = Qr(citizen) },
        Dirt.OldCard => claim with { Number = "", OldCardNumber = citizen.OldCard! },
        Dirt.UpperCase => claim with { Name = claim.Name.ToUpperInvariant() },
        Dirt.Decomposed => claim with { Name = claim.Name.Normalize(NormalizationForm.FormD) },
        Dirt.WrongLetter => claim with { Name = Letters.MistakeLetter(claim.Name) },
        Dirt.TonePlacement => claim with { Name = Letters.MoveTone(claim.Name) },
        Dirt.Respelled => claim with { Name = Letters.Respell(claim.Name) },
        Dirt.Spaces => claim with { Name = $" {citizen.Family}  {citizen.Middle}\u00A0{citizen.Given} " },
        Dirt.MarksLost => claim with { Name = Letters.Unmark(claim.Name) },
        Dirt.WordsSwapped => claim with { Name = $"{citizen.Given} {citizen.Family} {citizen.Middle}".Trim() },
        Dirt.WordMissing => claim with { Name = $"{citizen.Family} {citizen.Given}" },
        Dirt.DayMonthSwapped => claim with { BirthDate = $"{claim.BirthDate[..4]}-{claim.BirthDate[8..]}-{claim.BirthDate[5..7]}" },
        Dirt.FirstOfJanuary => claim with { BirthDate = $"{claim.BirthDate[..4]}-01-01" },
        Dirt.YearOnly => claim with { BirthDate = claim.BirthDate[..4] },
        Dirt.OtherNumber => claim with { Number = Other(citizen).Number },
        Dirt.TwinNumber => claim with { Number = citizen.Twin! },
        Dirt.UnknownNumber => claim with { Number = Unknown(claim.Number) },
        Dirt.WrongDigit => claim with { Number = Mistype(claim.Number) },
        Dirt.OtherName => claim with { Name = Other(citizen).FullName },
        Dirt.OtherBirthYear => claim with { BirthDate = $"{Year(citizen) - 1}{claim.BirthDate[4..]}" },
        Dirt.ReplacedNumber => claim with { Number = citizen.FormerNumber! },
        _ => throw new InvalidOperationException($"No such dirt: {dirt}."),
    };

    private Citizen Other(Citizen citizen)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (dice.Pick(city.Citizens) is var other && other.UpstreamName != citizen.UpstreamName)
                return other;
        }

        throw new ArgumentException("The city holds one name only.");
    }

    private string Unknown(string number) =>
        $"{number[..^Serial]}{dice.Between(Births.FirstFreeSerial, Births.FirstFreeSerial + 9_999):000000}";

    private string Mistype(string number)
    {
        for (; ; )
        {
            var at = number.Length - 1 - dice.Below(Serial);
            var digit = (char)('0' + ((number[at] - '0' + dice.Between(1, 9)) % 10));
            // Whoever has the mistyped number in the city has another name; a persona must not be met by accident.
            var mistyped = $"{number[..at]}{digit}{number[(at + 1)..]}";
            if (!personas.Contains(mistyped))
                return mistyped;
        }
    }

    private static string Qr(Citizen citizen)
    {
        var (year, month, day) = (citizen.BirthDate[..4], citizen.BirthDate[5..7], citizen.BirthDate[8..]);
        var sex = citizen.IsFemale ? "Nữ" : "Nam";
        return $"{citizen.Number}|{citizen.OldCard}|{citizen.FullName}|{day}{month}{year}|{sex}|Tổ 3, {citizen.Ward}, Thành phố Huế|10052021";
    }

    private static int Year(Citizen citizen) => int.Parse(citizen.BirthDate[..4], CultureInfo.InvariantCulture);

    private static int Month(Citizen citizen) => int.Parse(citizen.BirthDate[5..7], CultureInfo.InvariantCulture);

    private static int Day(Citizen citizen) => int.Parse(citizen.BirthDate[8..], CultureInfo.InvariantCulture);
}
