using Refit;

namespace HueS.Integration.Upstreams.Population.LgspSoap;

/// <summary>Raw on purpose: status and headers decide whether a body may be read at all.</summary>
internal interface ILgspSoapApi
{
    [Post("/{**path}")]
    Task<HttpResponseMessage> FetchTokenAsync(
        string path,
        [Body] HttpContent form,
        [Header("Authorization")] string credentials,
        CancellationToken cancellationToken);

    [Post("/{**path}")]
    Task<HttpResponseMessage> AskAsync(
        string path,
        [Body] HttpContent question,
        [Header("Authorization")] string token,
        [Header(Wire.RequestId)] string requestId,
        CancellationToken cancellationToken);
}
