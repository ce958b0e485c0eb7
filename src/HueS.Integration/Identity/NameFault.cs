namespace HueS.Integration.Identity;

/// <summary>Why a text is not a name.</summary>
internal enum NameFault
{
    None,
    Empty,

    /// <summary>Over <see cref="PersonName.MaxLength"/> characters: the register takes no more.</summary>
    TooLong,
    ControlCharacter,

    /// <summary>Characters were lost or read in the wrong encoding on the way; what the name was cannot be told.</summary>
    Mojibake,

    /// <summary>Written in VNI or TCVN3 with signs that are no letters; <see cref="LegacyReading.Of"/> offers what it reads as.</summary>
    LegacyEncoding,

    /// <summary>Digits, punctuation or letters of another script.</summary>
    NotLetters,
}
