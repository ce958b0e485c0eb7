using Refit;

namespace HueS.Integration.Upstreams.Records.Feedback;

internal interface IFeedbackApi
{
    /// <summary>Raw on purpose: status and headers decide whether the body may be read at all.</summary>
    [Get(Wire.Categories)]
    Task<HttpResponseMessage> ReadCategoriesAsync(CancellationToken cancellationToken);

    [Get(Wire.Reports)]
    Task<HttpResponseMessage> ReadReportsAsync(
        [AliasAs(Wire.Category)] int category,
        [AliasAs(Wire.Page)] int page,
        [AliasAs(Wire.PageSize)] int pageSize,
        CancellationToken cancellationToken);
}
