using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using HueS.Integration.Server.Api.Pages;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Api;

/// <summary>Section <c>Receipts</c>.</summary>
internal sealed class ReceiptOptions
{
    public const string Section = "Receipts";

    /// <summary>Default: 30. Looks by receipt code that one network address may take in a minute.</summary>
    [Range(1, 100_000)]
    public int LooksPerMinute { get; set; } = 30;

    /// <summary>
    /// Addresses of proxies whose <c>X-Forwarded-For</c> is believed, besides one on this machine. Without them everybody
    /// behind such a proxy counts as one address.
    /// </summary>
    public IList<string> Proxies { get; } = [];
}

/// <summary>How often one address may look receipts up: enough for a desk, hopeless for trying codes out.</summary>
internal static class ReceiptLooks
{
    public const string Policy = "receipts";

    private const int Ipv6NetworkBytes = 8;

    public static void AddReceiptLooks(this IServiceCollection services)
    {
        services.AddOptions<ReceiptOptions>()
            .BindConfiguration(ReceiptOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.Proxies.All(proxy => IPAddress.TryParse(proxy, out _)), "Receipts:Proxies must be network addresses.")
            .ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ReceiptOptions>>((forwarded, receipts) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            foreach (var proxy in receipts.Value.Proxies)
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = RefuseAsync;
            limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                Network(context.Connection.RemoteIpAddress),
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<ReceiptOptions>>().Value.LooksPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
        });
    }

    /// <summary>One household or office has a whole IPv6 network, and could change its address with every look.</summary>
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes)),
        _ => address.ToString(),
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromMinutes(1);
        await (await ProblemOrPage.OfAsync(ProblemTypes.TooManyRequests, rejected.HttpContext, wait)).ExecuteAsync(rejected.HttpContext);
    }
}
