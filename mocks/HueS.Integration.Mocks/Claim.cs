using CsvHelper.Configuration.Attributes;

namespace HueS.Integration.Mocks;

/// <summary>One row of the claims file: what a desk asks, and the truth it is later held against.</summary>
/// <param name="Id">Claim id.</param>
/// <param name="Purpose">Procedure code.</param>
/// <param name="CaseReference">The desk's own case.</param>
/// <param name="Officer">Officer's account; a few are the officer's own 12-digit number.</param>
/// <param name="Number">Personal number; empty when the claim goes by card.</param>
/// <param name="OldCardNumber">Old card number; empty unless the claim goes by it.</param>
/// <param name="CardQr">Text of the card's QR code; empty unless the claim goes by it.</param>
/// <param name="Name">Name as typed; empty when the card's QR code carries it.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c> or <c>yyyy</c>; empty when the card's QR code carries it.</param>
/// <param name="Sex"><c>female</c>, <c>male</c> or empty.</param>
/// <param name="Phone">Phone of the account, for the profile.</param>
/// <param name="Dossier">Number of a dossier to link; empty for none.</param>
/// <param name="DossierFlaw">What is wrong with that dossier; empty without one.</param>
/// <param name="Dirt">What happened to the data.</param>
/// <param name="Truth">Whether the claim is right.</param>
public sealed record Claim(
    [property: Name("id")] string Id,
    [property: Name("purpose")] string Purpose,
    [property: Name("case_reference")] string CaseReference,
    [property: Name("officer")] string Officer,
    [property: Name("number")] string Number,
    [property: Name("old_card_number")] string OldCardNumber,
    [property: Name("card_qr")] string CardQr,
    [property: Name("name")] string Name,
    [property: Name("birth_date")] string BirthDate,
    [property: Name("sex")] string Sex,
    [property: Name("phone")] string Phone,
    [property: Name("dossier")] string Dossier,
    [property: Name("dossier_flaw")] DossierFlaw? DossierFlaw,
    [property: Name("dirt")] Dirt Dirt,
    [property: Name("truth")] Truth Truth)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => $"Claim({Id}, {Dirt}, {Truth})";
}

/// <summary>Whether a claim is right.</summary>
public enum Truth
{
    /// <summary>The person's own data, written as people write: "not verified" would be a wrong answer.</summary>
    Genuine,

    /// <summary>The person's own data with a slip: neither answer is wrong.</summary>
    Soft,

    /// <summary>Not one living person's data: "verified" would be a wrong answer.</summary>
    False,
}

/// <summary>What happened to the data of a claim.</summary>
public enum Dirt
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read from the card's QR code.</summary>
    CardQr,

    /// <summary>By the old card's number.</summary>
    OldCard,

    /// <summary>Upper case.</summary>
    UpperCase,

    /// <summary>Marks as combining characters.</summary>
    Decomposed,

    /// <summary>Ð for Đ.</summary>
    WrongLetter,

    /// <summary>The tone in its other place.</summary>
    TonePlacement,

    /// <summary>Quí for Quý and the like.</summary>
    Respelled,

    /// <summary>Doubled, leading and no-break spaces.</summary>
    Spaces,

    /// <summary>Without marks.</summary>
    MarksLost,

    /// <summary>Given name first.</summary>
    WordsSwapped,

    /// <summary>Middle name left out.</summary>
    WordMissing,

    /// <summary>Day and month in each other's place.</summary>
    DayMonthSwapped,

    /// <summary>1 January for an unknown day.</summary>
    FirstOfJanuary,

    /// <summary>The year of a birth date the register knows in full.</summary>
    YearOnly,

    /// <summary>Another person's number with one's own name and birth date.</summary>
    OtherNumber,

    /// <summary>The twin's number with one's own name.</summary>
    TwinNumber,

    /// <summary>A number nobody has.</summary>
    UnknownNumber,

    /// <summary>One digit of the number is wrong.</summary>
    WrongDigit,

    /// <summary>Another person's name.</summary>
    OtherName,

    /// <summary>Another year of birth.</summary>
    OtherBirthYear,

    /// <summary>The person is dead.</summary>
    Deceased,

    /// <summary>The person is declared missing.</summary>
    Missing,

    /// <summary>A number that has been replaced.</summary>
    ReplacedNumber,

    /// <summary>A persona's claim, as its own file tells it.</summary>
    Persona,
}
