namespace HueS.Integration.Verification;

/// <summary>What looks like a slip in a claim. Never a rejection. The names are stored; renaming one needs a migration.</summary>
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

    /// <summary>Found out by the register's answer, so it is told only with the grades.</summary>
    SexDiffersFromRegister,

    /// <inheritdoc cref="SexDiffersFromRegister"/>
    WardDiffersFromRegister,
}
