using System.Xml.Linq;
using Refit;

namespace HueS.Integration.Upstreams.Population;

internal interface IPopulationApi
{
    /// <summary>Raw on purpose: status and headers decide whether the body may be read at all.</summary>
    [Post("/{operation}")]
    Task<HttpResponseMessage> AskAsync(
        string operation,
        [Body(buffered: true)] XDocument question,
        [Header("X-Road-Id")] string requestId,
        [Header("X-Road-UserId")] string clientId,
        [Header("X-Road-Issue")] string? caseReference,
        CancellationToken cancellationToken);
}
