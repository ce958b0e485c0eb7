namespace HueS.Integration.Mocks;

/// <summary>An invented person with a part to play; told by the mapping files of the same key.</summary>
/// <param name="Key">Name of the mapping files.</param>
/// <param name="Why">What the persona is for.</param>
/// <param name="Number">Personal number, 12 digits.</param>
/// <param name="OldCard">Old identity-card number, where the persona is asked for by it.</param>
/// <param name="Name">Name as the person writes it.</param>
/// <param name="UpstreamName">Name as it is sent to the register.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c> or <c>yyyy</c>.</param>
/// <param name="Sex"><c>female</c> or <c>male</c>.</param>
/// <param name="RegisterName">Name as the register's look-up answers it; none where it answers no name.</param>
/// <param name="Verify">What the register's yes/no question answers.</param>
/// <param name="LookUp">What the register's look-up answers.</param>
/// <param name="VitalStatus">What the vital-status question answers.</param>
/// <param name="Successor">The number that replaced <paramref name="Number"/>.</param>
/// <param name="AnswersWith">The other person's number the register wrongly answers with.</param>
/// <param name="Phone">Phone on the persona's dossiers; 01 with ten digits is no number anyone has.</param>
/// <param name="Dossiers">The persona's dossiers.</param>
public sealed record Persona(
    string Key,
    string Why,
    string Number,
    string? OldCard,
    string Name,
    string UpstreamName,
    string BirthDate,
    string Sex,
    string? RegisterName,
    bool Verify,
    LookUpKind LookUp,
    VitalStatus VitalStatus,
    string? Successor,
    string? AnswersWith,
    string? Phone,
    IReadOnlyList<PersonaDossier> Dossiers)
{
    /// <summary>People are told apart by their key in test output, never by their data.</summary>
    public override string ToString() => $"Persona({Key})";
}

/// <summary>A dossier of a persona, told by the mapping files of <c>mocks/dossiers</c>.</summary>
/// <param name="Number">Dossier number.</param>
/// <param name="Flaw">What is wrong with the holder's data on it.</param>
public sealed record PersonaDossier(string Number, DossierFlaw Flaw);

/// <summary>What a look-up answers.</summary>
public enum LookUpKind
{
    /// <summary>The person's data.</summary>
    Found,

    /// <summary>Nobody: a collection without a person.</summary>
    None,

    /// <summary>Nobody, told by a person with an empty name.</summary>
    EmptyName,

    /// <summary>The person's data, with a note that names the number's successor.</summary>
    Replaced,

    /// <summary>Another person's data.</summary>
    OtherPerson,
}

/// <summary>What the vital-status question answers.</summary>
public enum VitalStatus
{
    /// <summary>0</summary>
    Alive,

    /// <summary>1</summary>
    Dead,

    /// <summary>2</summary>
    Missing,

    /// <summary>An answer without a status, for a number nobody has.</summary>
    Unknown,
}
