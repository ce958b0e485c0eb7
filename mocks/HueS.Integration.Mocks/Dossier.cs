namespace HueS.Integration.Mocks;

/// <summary>A dossier of a generated citizen, with what is wrong about its holder's data.</summary>
/// <param name="Number">Dossier number.</param>
/// <param name="Owner">Personal number of the citizen who filed it: the truth.</param>
/// <param name="HolderName">Name on the dossier.</param>
/// <param name="HolderNumber">Number on the dossier; may be empty, an old card's or another's.</param>
/// <param name="HolderBirthDate">Birth date on the dossier: <c>yyyy-MM-dd</c>, <c>yyyy</c> or empty.</param>
/// <param name="Phone">Phone on the dossier.</param>
/// <param name="ReceivedOn"><c>yyyy-MM-dd</c>.</param>
/// <param name="DueOn"><c>yyyy-MM-dd</c>.</param>
/// <param name="Procedure">What it is about.</param>
/// <param name="Flaw">What keeps it from being linked without a person; <see cref="DossierFlaw.None"/> when nothing does.</param>
public sealed record Dossier(
    string Number,
    string Owner,
    string HolderName,
    string HolderNumber,
    string HolderBirthDate,
    string Phone,
    string ReceivedOn,
    string DueOn,
    Procedure Procedure,
    DossierFlaw Flaw)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => $"Dossier({Number})";
}

/// <summary>An administrative procedure.</summary>
/// <param name="Code">MaTTHC; also the purpose of a check.</param>
/// <param name="Title">Its name.</param>
/// <param name="Field">MaLinhVuc.</param>
public sealed record Procedure(string Code, string Title, string Field)
{
    /// <summary>The procedures of the generated city.</summary>
    public static IReadOnlyList<Procedure> All { get; } =
    [
        new("1.004194", "Đăng ký tạm trú", "G01-CT03"),
        new("1.004222", "Đăng ký thường trú", "G01-CT03"),
        new("1.001193", "Đăng ký khai sinh", "G15-HT01"),
        new("2.000635", "Cấp bản sao trích lục hộ tịch", "G15-HT01"),
    ];
}

/// <summary>What is wrong with the holder's data on a dossier.</summary>
public enum DossierFlaw
{
    /// <summary>Nothing: number, name and birth date are the holder's.</summary>
    None,

    /// <summary>No number.</summary>
    NoNumber,

    /// <summary>The old card's number.</summary>
    OldCard,

    /// <summary>A number that is not the holder's.</summary>
    OtherNumber,

    /// <summary>The name of someone else.</summary>
    OtherName,

    /// <summary>The name without its marks.</summary>
    MarksLost,

    /// <summary>Only the year of a birth date that is known in full.</summary>
    YearOnly,

    /// <summary>No birth date.</summary>
    NoBirthDate,

    /// <summary>Filed by a business in whose name the person has a part.</summary>
    Business,
}
