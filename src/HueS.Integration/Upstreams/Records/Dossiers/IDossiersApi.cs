using Refit;

namespace HueS.Integration.Upstreams.Records.Dossiers;

internal interface IDossiersApi
{
    /// <summary>Raw on purpose: status and headers decide whether the body may be read at all.</summary>
    [Get("/api/dossiers/{number}")]
    Task<HttpResponseMessage> ReadAsync(string number, CancellationToken cancellationToken);

    /// <summary>Dossiers that changed since a mark, oldest change first; raw for the same reason.</summary>
    [Get("/api/dossiers")]
    Task<HttpResponseMessage> ReadChangesAsync(string? since, int limit, CancellationToken cancellationToken);
}
