namespace HueS.Integration.Client.Tokens;

/// <summary>A token and how long it is good for.</summary>
/// <param name="Value">What stands behind <c>Bearer</c>. Never logged, never in <see cref="ToString"/>.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record AccessToken(string Value, DateTimeOffset ExpiresAt)
{
    /// <summary>Says until when, never the token.</summary>
    public override string ToString() => $"token until {ExpiresAt:O}";
}
