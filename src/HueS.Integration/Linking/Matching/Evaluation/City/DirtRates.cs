namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>
/// How often what happens to a record. Set before the matcher was first run, and none was changed for what it found.
/// </summary>
/// <param name="UpperCase">This and the following name rates: as in the claims of the sandbox's desks (<c>Counter</c>).</param>
/// <param name="MarksLost">Likewise; in training lists it is far more.</param>
/// <param name="MarkMistyped">No source: one name in a hundred.</param>
/// <param name="Misspelled">No source: three names in two hundred.</param>
/// <param name="DayMonthSwapped">As at the desks; so are the first of January and the other year.</param>
/// <param name="YearOnly">As in the sandbox's dossiers; so are the missing birth date, the old card and the number that is another's.</param>
/// <param name="DateMistyped">No source.</param>
/// <param name="WrongDigit">As at the desks.</param>
/// <param name="InsuranceNumber">No source: records of one of the five systems name their holder by it.</param>
/// <param name="NoPhone">No source: one record in four names none; dossiers and training lists nearly always do, insurance never.</param>
/// <param name="OtherPhone">No source: one in sixteen has changed it since, and as many give that of someone in the house.</param>
/// <param name="NoWard">No source: dossiers have none of their own, training lists all.</param>
/// <param name="MovedWard">No source.</param>
/// <param name="FormerWard">A record older than July 2025 has the code of that time.</param>
/// <param name="NoSex">As at the desks.</param>
internal sealed record DirtRates(
    double UpperCase = 0.09,
    double TonePlacement = 0.06,
    double WrongLetter = 0.06,
    double Respelled = 0.01,
    double MarksLost = 0.05,
    double MarkMistyped = 0.01,
    double WordsSwapped = 0.02,
    double WordMissing = 0.02,
    double Misspelled = 0.015,
    double DayMonthSwapped = 0.02,
    double FirstOfJanuary = 0.02,
    double YearOnly = 0.03,
    double OtherYear = 0.01,
    double DateMistyped = 0.01,
    double NoBirthDate = 0.03,
    double WrongDigit = 0.02,
    double OthersNumber = 0.06,
    double OldCard = 0.06,
    double InsuranceNumber = 0.06,
    double NoPhone = 0.25,
    double OtherPhone = 0.06,
    double HouseholdPhone = 0.06,
    double NoWard = 0.4,
    double MovedWard = 0.05,
    double FormerWard = 0.5,
    double NoSex = 0.3)
{
    public static DirtRates Default { get; } = new();
}
