namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>What happened to a record on its way from its holder.</summary>
[Flags]
internal enum Dirt
{
    None = 0,
    UpperCase = 1 << 0,
    TonePlacement = 1 << 1,
    WrongLetter = 1 << 2,
    Respelled = 1 << 3,
    MarksLost = 1 << 4,
    MarkMistyped = 1 << 5,
    WordsSwapped = 1 << 6,
    WordMissing = 1 << 7,
    Misspelled = 1 << 8,
    DayMonthSwapped = 1 << 9,
    FirstOfJanuary = 1 << 10,
    YearOnly = 1 << 11,
    OtherYear = 1 << 12,
    DateMistyped = 1 << 13,
    NoBirthDate = 1 << 14,
    WrongDigit = 1 << 15,
    OthersNumber = 1 << 16,
    OldCardNumber = 1 << 17,
    InsuranceNumber = 1 << 25,
    OtherPhone = 1 << 18,
    HouseholdPhone = 1 << 19,
    NoPhone = 1 << 20,
    MovedWard = 1 << 21,
    FormerWard = 1 << 22,

    // Not dirt, but whom a record is about: told beside it because it is as hard.
    Twin = 1 << 23,
    Stranger = 1 << 24,
}
