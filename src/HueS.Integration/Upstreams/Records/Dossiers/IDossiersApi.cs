using Refit;

namespace HueS.Integration.Upstreams.Records.Dossiers;

internal interface IDossiersApi
{
    /// <summary>Raw on purpose: status and headers decide whether the body may be read at all.</summary>
    [Get("/api/dossiers/{number}")]
    Task<HttpResponseMessage> ReadAsync(string number, CancellationToken cancellationToken);
}
