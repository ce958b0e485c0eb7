using System.Net;
using System.Net.Http.Headers;
using HueS.Integration.Client.Tokens;

namespace HueS.Integration.Client.Wire;

/// <summary>Brings the token. One the service refuses is forgotten and replaced once: it may have been withdrawn, or its key changed.</summary>
internal sealed class Bearer(ClientCredentials credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Calls.Anonymous, out var anonymous) && anonymous)
            return await base.SendAsync(request, cancellationToken);

        var token = (await credentials.TokenAsync(cancellationToken)).Value;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        credentials.Forget(token);
        if (Calls.IsStreamed(request))
            return response;

        response.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await credentials.TokenAsync(cancellationToken)).Value);
        return await base.SendAsync(request, cancellationToken);
    }
}
