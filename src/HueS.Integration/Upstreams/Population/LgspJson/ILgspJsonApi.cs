using Refit;

namespace HueS.Integration.Upstreams.Population.LgspJson;

internal interface ILgspJsonApi
{
    /// <summary>Raw on purpose: status and headers decide whether the body may be read at all.</summary>
    [Post("/{**path}")]
    Task<HttpResponseMessage> AskAsync(string path, [Body] HttpContent question, CancellationToken cancellationToken);
}
