using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Refit;

namespace HueS.Integration.Upstreams.Records.Feedback;

internal static class FeedbackServices
{
    public static void AddFeedback(this IServiceCollection services)
    {
        services.AddSingleton(new RecordSystem(FeedbackSystem.Upstream, WayIn.Pulled));
        services.AddOptions<FeedbackOptions>()
            .BindConfiguration(FeedbackOptions.Section)
            .Validate(options => options.BaseAddress is null || options.BaseAddress.IsHttp(), "Feedback:BaseAddress must start with http:// or https://.")
            .Validate(options => options.BaseAddress is null || options.Token.Length > 0, "Feedback:Token is missing: give the token of the feedback service.")
            .Validate(options => options.Pull.Every is null || options.BaseAddress is not null, "Feedback:Pull:Every is set, but Feedback:BaseAddress is missing.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<FeedbackOptions>, FeedbackOptionsValidator>();
        services.AddPipeline<FeedbackOptions>(FeedbackSystem.Upstream, options => options.Pipeline);
        services.AddRefitGeneratedClient<IFeedbackApi>(FeedbackJson.Default, _ => new RefitSettings(), FeedbackSystem.Upstream)
            .ConfigureHttpClient((provider, client) =>
            {
                var options = provider.GetRequiredService<IOptions<FeedbackOptions>>().Value;
                client.BaseAddress = options.BaseAddress;
                client.DefaultRequestHeaders.Add(Wire.TokenHeader, options.Token);
            })
            .WithBodyInside<FeedbackOptions>(options => options.Pipeline);
        services.AddSingleton<FeedbackSystem>();
        services.AddSingleton<IChangesSource>(provider => provider.GetRequiredService<FeedbackSystem>());
    }
}
