using System.Net;

namespace HueS.Integration.Upstreams;

/// <summary>What an answer's status and headers alone already say, before any of its body is looked at.</summary>
internal static class Screening
{
    /// <summary>What is noted of a server that is busy with itself.</summary>
    public const string Busy = "status 503";

    /// <summary>Throws unless the answer is a success.</summary>
    public static void RequireSuccess(HttpResponseMessage response, TimeProvider time)
    {
        var status = (int)response.StatusCode;
        if (status == 200)
            return;

        throw response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests =>
                new UpstreamUnavailableException(UnavailableReason.Throttled, RetryAfter(response, time), retryable: true),
            HttpStatusCode.Unauthorized => new UpstreamRefusedException(RefusalReason.NotAuthenticated),
            HttpStatusCode.Forbidden => new UpstreamRefusedException(RefusalReason.Forbidden),
            HttpStatusCode.RequestTimeout =>
                new UpstreamUnavailableException(UnavailableReason.TimedOut, detail: "status 408", retryable: true),
            _ when status >= 500 =>
                new UpstreamUnavailableException(
                    UnavailableReason.ServerError, RetryAfter(response, time), $"status {status}", retryable: true),
            // Redirects too: what stands elsewhere is not the upstream we were told to ask.
            _ => UpstreamUnavailableException.Protocol($"status {status}"),
        };
    }

    /// <summary>Throws unless the body is labelled as one of <paramref name="mediaTypes"/> in UTF-8.</summary>
    public static void RequireContent(HttpResponseMessage response, params ReadOnlySpan<string> mediaTypes)
    {
        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is not { } mediaType || !Contains(mediaTypes, mediaType))
            throw UpstreamUnavailableException.Protocol("content type");
        if (type.CharSet is { } charSet && !string.Equals(charSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase))
            throw UpstreamUnavailableException.Protocol("character set");
    }

    public static bool IsLabelled(HttpResponseMessage response, string mediaType) =>
        string.Equals(response.Content.Headers.ContentType?.MediaType, mediaType, StringComparison.OrdinalIgnoreCase);

    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool Contains(ReadOnlySpan<string> mediaTypes, string mediaType)
    {
        foreach (var candidate in mediaTypes)
        {
            if (string.Equals(candidate, mediaType, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
