namespace HueS.Integration.Client.Tokens;

/// <summary>Keeps the last token, so that not every call asks the issuer. May be called from several threads.</summary>
public abstract class TokenCache
{
    /// <summary>The token that was kept last, expired or not; <c>null</c> where there is none.</summary>
    public abstract AccessToken? Read();

    /// <summary>Keeps a token in place of the one before; <c>null</c> forgets it.</summary>
    public abstract void Keep(AccessToken? token);
}

/// <summary>Keeps it as long as the process lives.</summary>
public sealed class MemoryTokenCache : TokenCache
{
    private volatile AccessToken? _token;

    /// <inheritdoc/>
    public override AccessToken? Read() => _token;

    /// <inheritdoc/>
    public override void Keep(AccessToken? token) => _token = token;
}
