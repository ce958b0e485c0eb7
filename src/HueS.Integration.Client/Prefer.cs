using System.Globalization;

namespace HueS.Integration.Client;

/// <summary>What a caller would rather have (RFC 7240). The service follows what it can and never fails for it.</summary>
public sealed record Prefer
{
    /// <summary>Not to wait at all: the answer is the place to look later.</summary>
    public bool RespondAsync { get; init; }

    /// <summary>How long to wait for the register; whole seconds, and at most what the service allows. Counts for more than <see cref="RespondAsync"/>.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Rather be told <c>claim_doubtful</c> than spend a query on a claim with a likely slip in it.</summary>
    public bool Strict { get; init; }

    internal string? Header()
    {
        var wishes = new List<string>();
        if (RespondAsync)
            wishes.Add("respond-async");
        if (Wait is { } wait)
            wishes.Add(string.Create(CultureInfo.InvariantCulture, $"wait={Math.Max(0, (long)wait.TotalSeconds)}"));
        if (Strict)
            wishes.Add("handling=strict");
        return wishes.Count > 0 ? string.Join(", ", wishes) : null;
    }
}
