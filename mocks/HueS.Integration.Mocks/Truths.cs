namespace HueS.Integration.Mocks;

/// <summary>What a kind of dirt makes of a claim.</summary>
internal static class Truths
{
    public static Truth Truth(this Dirt dirt) => dirt switch
    {
        Dirt.None or Dirt.CardQr or Dirt.OldCard or Dirt.UpperCase or Dirt.Decomposed or Dirt.WrongLetter
            or Dirt.TonePlacement or Dirt.Spaces or Dirt.Persona => Mocks.Truth.Genuine,
        // A respelled name reaches the register as another name (MI for MY), and the register says no.
        Dirt.Respelled or Dirt.MarksLost or Dirt.WordsSwapped or Dirt.WordMissing or Dirt.DayMonthSwapped
            or Dirt.FirstOfJanuary or Dirt.YearOnly => Mocks.Truth.Soft,
        Dirt.OtherNumber or Dirt.TwinNumber or Dirt.UnknownNumber or Dirt.WrongDigit or Dirt.OtherName
            or Dirt.OtherBirthYear or Dirt.Deceased or Dirt.Missing or Dirt.ReplacedNumber => Mocks.Truth.False,
        _ => throw new InvalidOperationException($"No such dirt: {dirt}."),
    };
}
