namespace HueS.Integration.Verification;

/// <summary>What looks like a slip in a claim, before the register is asked. The names are stored; renaming one needs a migration.</summary>
internal enum WarningCode
{
    SexDisagreesWithNumber,
    BirthYearDisagreesWithNumber,
    UnknownPlace,
    OldCardNumber,
    LegacyEncoding,
    FirstOfJanuary,
    QrNotUnderstood,
    NumberSeparated,
    OldNumberInNewBox,
    NewNumberInOldBox,
    NumberDoubled,
    LeadingZeroLost,
    LettersInNumber,
    NumberInNameBox,
    NumberInQrBox,
    QrInNumberBox,
    QrInNameBox,
    QrDoubled,
    NameInAddressBox,
    AddressInNameBox,
    NameMojibake,
    WrongLetter,
    NameDoubled,
    FamilyNameNotFirst,
    NameDisagreesWithCard,
    BirthDateDisagreesWithCard,
    DayMonthSwapped,
    BirthDateOtherForm,
}
