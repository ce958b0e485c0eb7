using HueS.Integration.Client.Tokens;

namespace HueS.Integration.Client;

/// <summary>Where the service is, and who calls it.</summary>
public sealed class HuesClientOptions
{
    /// <summary>Scheme, host and port of the service, such as <c>https://hues.example.vn</c>. Required; HTTPS unless it is on this machine.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Where the issuer gives tokens, such as <c>https://id.example.vn/connect/token</c>. Required; HTTPS unless it is on this machine.</summary>
    public Uri? TokenAddress { get; set; }

    /// <summary>The caller's id at the issuer. Required.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The caller's secret at the issuer. Required; keep it out of source and command lines.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>What to ask for, such as <c>verifications</c>. Default: none, and the issuer gives what the caller may have.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>
    /// How long one attempt may take, its body included. Default 100 s: a check waits at most 60 s for the register. Sending
    /// a list and downloading results have no such limit.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a call that has no effect, or carries an idempotency key, is tried again when no answer came. Default 2; 0 to 10.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>Language of problem texts. Default <c>vi</c>; <c>en</c> is the other one.</summary>
    public string Language { get; set; } = "vi";

    /// <summary>Where a token is kept until it expires. Default: the memory of this process.</summary>
    public TokenCache TokenCache { get; set; } = new MemoryTokenCache();

    /// <exception cref="ArgumentException">Something required is missing or does not fit; the message names it.</exception>
    internal void Check()
    {
        RequireAddress(BaseAddress, nameof(BaseAddress));
        RequireAddress(TokenAddress, nameof(TokenAddress));
        if (ClientId.Length == 0)
            throw new ArgumentException($"{nameof(ClientId)} is missing.");
        if (ClientSecret.Length == 0 && TokenCache is MemoryTokenCache)
            throw new ArgumentException($"{nameof(ClientSecret)} is missing.");
        if (Timeout <= TimeSpan.Zero)
            throw new ArgumentException($"{nameof(Timeout)} must be more than nothing.");
        if (Retries is < 0 or > 10)
            throw new ArgumentException($"{nameof(Retries)} must be 0 to 10.");
        if (Language is not ("vi" or "en"))
            throw new ArgumentException($"{nameof(Language)} must be vi or en.");
    }

    private static void RequireAddress(Uri? address, string name)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ArgumentException($"{name} must be an absolute http or https address.");
        // A secret or a citizen's number sent in the clear cannot be taken back.
        if (address is { Scheme: "http", IsLoopback: false })
            throw new ArgumentException($"{name} must be an https address unless it is on this machine.");
    }
}
