namespace HueS.Integration.Upstreams;

/// <summary>Why an upstream gave no answer. None of these says anything about a person.</summary>
internal enum UnavailableReason
{
    TimedOut,
    ServerError,
    Throttled,
    CircuitOpen,
    QuotaSpent,
    BulkheadFull,

    /// <summary>The answer is not what the contract says: it was refused unread or half read.</summary>
    ProtocolError,

    /// <summary>The exchange platform answered in the upstream's place.</summary>
    PlatformError,

    /// <summary>Another citizen's data came back; an operator has to clear the route.</summary>
    Quarantined,
    NetworkError,
    TlsError,

    /// <summary>An access token that held until now is no longer accepted; the next attempt fetches a new one.</summary>
    TokenExpired,

    /// <summary>A well-formed answer that we cannot tie to our question or do not understand.</summary>
    Indeterminate,
}

/// <summary>Why an upstream refuses us, not the person: the operator's matter, so trying again is of no use.</summary>
internal enum RefusalReason
{
    ProcedureNotLicensed,
    OfficerNotEntitled,
    NotAuthenticated,
    Forbidden,
}

/// <summary>
/// No answer was had. The message is made of our own words only: an answer's content, and exceptions that could quote it,
/// are dropped where they arise.
/// </summary>
internal abstract class UpstreamException(string message) : Exception(message);

/// <param name="detail">A constant of ours that tells operators which check failed; never anything received.</param>
/// <param name="retryable">Another attempt may succeed within seconds.</param>
internal class UpstreamUnavailableException(
    UnavailableReason reason,
    TimeSpan? retryAfter = null,
    string? detail = null,
    bool retryable = false)
    : UpstreamException(detail is null ? $"No answer: {reason}." : $"No answer: {reason} ({detail}).")
{
    public UnavailableReason Reason { get; } = reason;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public string? Detail { get; } = detail;

    public bool Retryable { get; } = retryable;

    public static UpstreamUnavailableException Protocol(string detail) => new(UnavailableReason.ProtocolError, detail: detail);

    public static UpstreamUnavailableException Indeterminate(string detail) => new(UnavailableReason.Indeterminate, detail: detail);
}

internal sealed class UpstreamRefusedException(RefusalReason reason)
    : UpstreamException($"The upstream refuses this service: {reason}.")
{
    public RefusalReason Reason { get; } = reason;
}
