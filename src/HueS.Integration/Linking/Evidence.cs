using HueS.Integration.Identity;

namespace HueS.Integration.Linking;

/// <summary>How a key compared.</summary>
internal enum KeyAgreement
{
    Same,
    Other,
    NotStated,
}

/// <summary>How a record's claim about its holder compared with a verified citizen. Grades only: it says nothing of either.</summary>
/// <param name="OldCardStated">The record names its holder by an old card number.</param>
/// <param name="BothYearOnly">Neither side knows more of the birth date than its year.</param>
internal sealed record Evidence(
    KeyAgreement Number,
    bool OldCardStated,
    NameGrade? Name,
    BirthDateComparison? BirthDate,
    bool BothYearOnly,
    KeyAgreement SecondKey);
