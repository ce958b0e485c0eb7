using HueS.Integration.Client.Tokens;
using HueS.Integration.Client.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Client;

/// <summary>Lets a service ask for a <see cref="HuesClient"/>.</summary>
public static class HuesServices
{
    private const string Name = "hues-integration";
    private const string Issuer = "hues-integration-tokens";

    /// <summary>
    /// Registers one <see cref="HuesClient"/>. A missing or wrong option stops the start with a sentence; options may also be
    /// bound from a section of the settings by <c>services.AddOptions&lt;HuesClientOptions&gt;().BindConfiguration("Hues")</c>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Says where the service is and who calls it.</param>
    /// <returns>For handlers of one's own, such as tracing; retries are made already.</returns>
    public static IHttpClientBuilder AddHuesIntegration(this IServiceCollection services, Action<HuesClientOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        var options = services.AddOptions<HuesClientOptions>();
        if (configure is not null)
            options.Configure(configure);
        services.AddSingleton<IValidateOptions<HuesClientOptions>, OptionsCheck>();
        options.ValidateOnStart();

        services.AddHttpClient(Issuer).ConfigurePrimaryHttpMessageHandler(HuesClient.Sockets).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton(provider => new ClientCredentials(
            () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(Issuer),
            provider.GetRequiredService<IOptions<HuesClientOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new HuesClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name),
            provider.GetRequiredService<ClientCredentials>(),
            provider.GetRequiredService<IOptions<HuesClientOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        return services.AddHttpClient(Name)
            .ConfigurePrimaryHttpMessageHandler(HuesClient.Sockets)
            // The client lives as long as the process; its connections are renewed by the handler itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler(provider => new Persistence(
                provider.GetRequiredService<IOptions<HuesClientOptions>>().Value, provider.GetRequiredService<TimeProvider>()))
            .AddHttpMessageHandler(() => new Forwarding())
            .AddHttpMessageHandler(provider => new Bearer(provider.GetRequiredService<ClientCredentials>()));
    }

    private sealed class OptionsCheck : IValidateOptions<HuesClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, HuesClientOptions options)
        {
            try
            {
                options.Check();
                return ValidateOptionsResult.Success;
            }
            catch (ArgumentException wrong)
            {
                return ValidateOptionsResult.Fail($"HuesIntegration: {wrong.Message}");
            }
        }
    }
}
