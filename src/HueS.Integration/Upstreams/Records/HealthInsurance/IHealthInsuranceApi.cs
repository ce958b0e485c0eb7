using Refit;

namespace HueS.Integration.Upstreams.Records.HealthInsurance;

internal interface IHealthInsuranceApi
{
    /// <summary>Numbers and names stand in the body only. Raw on purpose: status and headers decide whether the answer may be read at all.</summary>
    [Post(Wire.ByNumber)]
    Task<HttpResponseMessage> FindByNumberAsync([Body] HttpContent question, CancellationToken cancellationToken);

    [Post(Wire.ByName)]
    Task<HttpResponseMessage> FindByNameAsync([Body] HttpContent question, CancellationToken cancellationToken);
}
