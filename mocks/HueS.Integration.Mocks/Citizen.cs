namespace HueS.Integration.Mocks;

/// <summary>An invented inhabitant of the generated city.</summary>
/// <param name="Number">Personal number, 12 digits; its century, sex and year agree with the rest.</param>
/// <param name="FormerNumber">A number this one replaced.</param>
/// <param name="OldCard">Old identity-card number, 9 digits.</param>
/// <param name="Family">Family name; may have two words.</param>
/// <param name="Middle">Middle name; may be empty.</param>
/// <param name="Given">Given name.</param>
/// <param name="IsFemale">Sex.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>, or <c>yyyy</c> for many of the elderly.</param>
/// <param name="WardCode">Code of the ward, as of July 2025.</param>
/// <param name="Ward">Name of the ward.</param>
/// <param name="Phone">Ten digits that begin with 01: nobody's since 2018.</param>
/// <param name="Vital">Whether the person lives.</param>
/// <param name="Writing">How the register wrote the name down.</param>
/// <param name="Twin">Number of the twin.</param>
public sealed record Citizen(
    string Number,
    string? FormerNumber,
    string? OldCard,
    string Family,
    string Middle,
    string Given,
    bool IsFemale,
    string BirthDate,
    string WardCode,
    string Ward,
    string Phone,
    VitalStatus Vital,
    Writing Writing,
    string? Twin)
{
    /// <summary>Family, middle and given name.</summary>
    public string FullName => Middle.Length == 0 ? $"{Family} {Given}" : $"{Family} {Middle} {Given}";

    /// <summary>The name as it is sent to the register.</summary>
    public string UpstreamName => Letters.Upstream(FullName);

    /// <summary><c>female</c> or <c>male</c>.</summary>
    public string Sex => IsFemale ? "female" : "male";

    /// <summary>Whether year, month and day of birth are known.</summary>
    public bool HasFullBirthDate => BirthDate.Length == 10;

    internal (string Family, string Middle, string Given) RegisterName => Writing switch
    {
        Writing.WholeUpperCase => ("", "", FullName.ToUpperInvariant()),
        Writing.InParts => (Family, Middle, Given),
        Writing.OtherTonePlacement => ("", "", Letters.MoveTone(FullName).ToUpperInvariant()),
        Writing.WrongLetter => ("", "", Letters.MistakeLetter(FullName.ToUpperInvariant())),
        _ => throw new InvalidOperationException($"No such writing: {Writing}."),
    };

    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => "Citizen(*)";
}

/// <summary>How the register wrote a name down.</summary>
public enum Writing
{
    /// <summary>All of it in <c>Ten</c>, upper case, as usual.</summary>
    WholeUpperCase,

    /// <summary>Family, middle and given name apart.</summary>
    InParts,

    /// <summary>The tone in its other place.</summary>
    OtherTonePlacement,

    /// <summary>Ð for Đ.</summary>
    WrongLetter,
}
