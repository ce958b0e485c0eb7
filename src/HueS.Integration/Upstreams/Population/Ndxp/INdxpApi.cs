using Refit;

namespace HueS.Integration.Upstreams.Population.Ndxp;

internal interface INdxpApi
{
    /// <summary>Raw on purpose: status and headers decide whether the body may be read at all.</summary>
    [Post("/{operation}")]
    Task<HttpResponseMessage> AskAsync(
        string operation,
        [Body] HttpContent question,
        [Header(Wire.RequestId)] string requestId,
        [Header(Wire.User)] string clientId,
        [Header(Wire.Issue)] string? caseReference,
        CancellationToken cancellationToken);
}
