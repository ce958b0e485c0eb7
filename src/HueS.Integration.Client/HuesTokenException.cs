namespace HueS.Integration.Client;

/// <summary>The issuer gives no token: a wrong secret, an unknown client, a scope it may not have.</summary>
public sealed class HuesTokenException : HuesException
{
    internal HuesTokenException(string code, string? message = null)
        : base(message ?? $"The token issuer refused: {code}.") => Code = code;

    /// <summary>The issuer's code, such as <c>invalid_client</c> or <c>invalid_scope</c> (RFC 6749, 5.2); <c>expired</c> where there is a token and no secret to get another one with.</summary>
    public string Code { get; }
}
