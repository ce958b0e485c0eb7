using System.Text.Json;

namespace HueS.Integration.Client.Wire;

/// <summary>The one place where what went wrong becomes an exception of ours.</summary>
internal static class Problems
{
    public static async ValueTask<Exception?> OfAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return null;
        var status = (int)response.StatusCode;
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                && HuesJson.Read<Problem>(await response.Content.ReadAsStringAsync(cancellationToken)) is { Type.Length: > 0 } problem)
                return new HuesProblemException(problem, Persistence.RetryAfterOf(response, time));
        }
        catch (JsonException)
        {
            // Not of this service's making: what stands between answers so.
        }

        return new HuesUnreachableException(HuesParty.Service, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http_{status}"));
    }

    public static Exception Of(Exception stopped) => stopped switch
    {
        HuesException => stopped,
        HttpRequestException { InnerException: HuesException ours } => ours,
        HttpRequestException unreachable => HuesUnreachableException.Of(HuesParty.Service, unreachable),
        TimeoutException => new HuesUnreachableException(HuesParty.Service, "timeout", stopped),
        JsonException => Unreadable(stopped),
        IOException => new HuesUnreachableException(HuesParty.Service, "torn_answer", stopped),
        _ => stopped,
    };

    public static HuesUnreachableException Unreadable(Exception? why = null) => new(HuesParty.Service, "unreadable_answer", why);
}
