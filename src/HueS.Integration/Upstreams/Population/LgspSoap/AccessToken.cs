namespace HueS.Integration.Upstreams.Population.LgspSoap;

/// <summary>A token as it is sent, and until when it is worth sending.</summary>
internal sealed class AccessToken(string text, DateTimeOffset freshUntil)
{
    public string Header => $"{WireToken.Bearer} {text}";

    /// <summary>
    /// It was accepted once. Refused later, it has expired early; refused from the start, it is the credentials that are wrong.
    /// </summary>
    public bool WasAccepted { get; set; }

    public bool IsFresh(DateTimeOffset now) => now < freshUntil;

    public override string ToString() => "AccessToken(*)";
}
