namespace HueS.Integration.Verification;

/// <summary>How long a caller waits for an answer.</summary>
internal abstract record Patience
{
    private Patience()
    {
    }

    /// <summary>As long as a counter waits.</summary>
    public sealed record Usual : Patience;

    /// <summary>So long and no longer, even where the register cannot answer at once.</summary>
    public sealed record For(TimeSpan Time) : Patience;

    /// <summary>Not at all: the check is kept and asked for in its turn.</summary>
    public sealed record None : Patience;
}

/// <summary>What a caller gets back from asking.</summary>
internal abstract record VerifyResult
{
    private VerifyResult()
    {
    }

    /// <summary>Kept, and settled or pending.</summary>
    public sealed record Kept(VerificationCase Case) : VerifyResult;

    /// <summary>The purpose is unknown, or not this client's.</summary>
    public sealed record PurposeNotAllowed : VerifyResult;

    /// <summary>The idempotency key was used before with another request.</summary>
    public sealed record KeyReused : VerifyResult;

    /// <summary>The register cannot answer and too many checks wait already; nothing was kept.</summary>
    public sealed record QueueFull : VerifyResult;
}
