using System.Security.Authentication;
using Polly.Timeout;

namespace HueS.Integration.Upstreams;

/// <summary>What a failed attempt means, in our words. The original exception may quote what was sent or received: it is dropped.</summary>
internal static class Faults
{
    /// <summary><c>null</c>: not an upstream's fault but the caller's leaving, a database failure or a bug.</summary>
    public static UpstreamException? Translate(Exception thrown, CancellationToken outer) => thrown switch
    {
        UpstreamException known => known,
        TimeoutRejectedException => new UpstreamUnavailableException(UnavailableReason.TimedOut, detail: "attempt", retryable: true),
        OperationCanceledException when outer.IsCancellationRequested => null,
        // The socket gives up connecting by cancelling itself.
        OperationCanceledException => Network("connect"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Tls(),
        HttpRequestException { InnerException: AuthenticationException } => Tls(),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            UpstreamUnavailableException.Protocol("headers too large"),
        HttpRequestException or IOException => Network("transport"),
        Refit.ApiRequestException { InnerException: { } inner } => Translate(inner, outer),
        _ => null,
    };

    /// <summary>
    /// Whether the breaker counts it. Our own refusals to call, 4xx and 429 do not show that the upstream is down; an attempt cut
    /// by the total time-out does, unless it was the caller who left or had no more time to give.
    /// </summary>
    public static bool SpeaksAgainstUpstream(Exception? thrown, UpstreamCall call) => thrown switch
    {
        UpstreamUnavailableException fault => fault.Reason switch
        {
            UnavailableReason.TimedOut
                or UnavailableReason.ServerError
                or UnavailableReason.ProtocolError
                or UnavailableReason.NetworkError
                or UnavailableReason.TlsError => true,
            UnavailableReason.PlatformError => fault.Retryable,
            UnavailableReason.Throttled
                or UnavailableReason.CircuitOpen
                or UnavailableReason.QuotaSpent
                or UnavailableReason.BulkheadFull
                or UnavailableReason.Quarantined
                or UnavailableReason.TokenExpired
                or UnavailableReason.Indeterminate => false,
            _ => throw new ArgumentOutOfRangeException(nameof(thrown)),
        },
        OperationCanceledException => call is { CallerLeft: false, AttemptHadTime: true },
        _ => false,
    };

    /// <summary>
    /// Whether it shows that an upstream that was down answers again: an answer, or a refusal that only it can give. What stands
    /// in front of it may not know us, our own limits may turn us away and callers may leave, all while it is down.
    /// </summary>
    public static bool SpeaksForUpstream(Exception? thrown) => thrown is
        null or UpstreamRefusedException { Reason: RefusalReason.ProcedureNotLicensed or RefusalReason.OfficerNotEntitled };

    private static UpstreamUnavailableException Network(string detail) =>
        new(UnavailableReason.NetworkError, detail: detail, retryable: true);

    private static UpstreamUnavailableException Tls() => new(UnavailableReason.TlsError);
}
