namespace HueS.Integration.Client;

/// <summary>Whom a call needs.</summary>
public enum HuesParty
{
    /// <summary>HueS.Integration itself.</summary>
    Service,

    /// <summary>Who gives tokens.</summary>
    Issuer,
}
