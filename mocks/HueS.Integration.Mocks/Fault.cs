namespace HueS.Integration.Mocks;

/// <summary>Something that goes wrong with a share of the requests.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Share">With how many of them, 0 to 1.</param>
/// <param name="Seconds">Slow: the delay. Dripping: how long the body takes.</param>
/// <param name="RetryAfter">Down, flaky, throttled: the header, in seconds; none when absent.</param>
/// <param name="Lie">Lying: about what.</param>
/// <param name="Code">Platform error: its type. Refusing: the wrapper's code.</param>
/// <param name="Bytes">Oversized: length of the body.</param>
public sealed record Fault(
    FaultKind Kind,
    double Share = 1,
    double? Seconds = null,
    int? RetryAfter = null,
    Lie? Lie = null,
    string? Code = null,
    long? Bytes = null);

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    /// <summary>503 for everything.</summary>
    Down,

    /// <summary>The request is accepted and never answered.</summary>
    BlackHole,

    /// <summary>503.</summary>
    Flaky,

    /// <summary>The right answer, late. Comes on top of the other faults.</summary>
    Slow,

    /// <summary>The right answer, byte by byte.</summary>
    Dripping,

    /// <summary>The connection is reset in the middle of the body.</summary>
    Resetting,

    /// <summary>Half a body in an otherwise complete HTTP answer.</summary>
    Truncated,

    /// <summary>The content type and the content do not belong together.</summary>
    Lying,

    /// <summary>429.</summary>
    Throttled,

    /// <summary>The exchange platform answers instead of the register.</summary>
    PlatformError,

    /// <summary>A body far beyond any honest answer.</summary>
    Oversized,

    /// <summary>The provincial wrapper refuses.</summary>
    Refusing,
}

/// <summary>What the content type is a lie about.</summary>
public enum Lie
{
    /// <summary>An HTML page with status 200, labelled as one.</summary>
    Page,

    /// <summary>An HTML page under the content type of a right answer.</summary>
    MislabelledPage,

    /// <summary>JSON under the content type of XML, or XML under that of JSON.</summary>
    MislabelledFormat,
}
