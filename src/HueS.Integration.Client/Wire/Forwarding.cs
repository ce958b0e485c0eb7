using System.Net;

namespace HueS.Integration.Client.Wire;

/// <summary>
/// Goes after an id that leads to another one, as a merged citizen's does. Only within the service that said so: the token is for
/// nobody else.
/// </summary>
internal sealed class Forwarding : DelegatingHandler
{
    /// <summary>The service leads straight to whoever goes on; a second step is a merge made meanwhile.</summary>
    private const int MostSteps = 3;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        for (var step = 0; step < MostSteps && NextOf(request, response) is { } next; step++)
        {
            response.Dispose();
            request.RequestUri = next;
            response = await base.SendAsync(request, cancellationToken);
        }

        return response;
    }

    private static Uri? NextOf(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.PermanentRedirect
            || request.Method != HttpMethod.Get
            || request.RequestUri is not { } asked
            || response.Headers.Location is not { } location)
            return null;
        var next = new Uri(asked, location);
        return Uri.Compare(asked, next, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0 ? next : null;
    }
}
