using HueS.Integration.Upstreams.Population.LgspJson;
using HueS.Integration.Upstreams.Population.LgspSoap;
using HueS.Integration.Upstreams.Population.Ndxp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Checks the list of routes, and of each route that is on it its own settings; those of the others may be missing.</summary>
internal sealed class PopulationOptionsValidation(IServiceProvider services, IConfiguration configuration)
    : IValidateOptions<PopulationOptions>
{
    private static readonly string[] Keys =
    [
        nameof(PopulationOptions.Routes), nameof(PopulationOptions.RecordsDoubtedFor), nameof(Ndxp), nameof(LgspSoap), nameof(LgspJson),
    ];

    public ValidateOptionsResult Validate(string? name, PopulationOptions options)
    {
        List<string> wrong = [.. Misplaced(), .. WrongNames(options), .. options.InOrder.Distinct().SelectMany(OfRoute)];
        return wrong is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    // A setting that stands where nobody reads it would leave its default in force without a word.
    private IEnumerable<string> Misplaced() =>
        from key in configuration.GetSection(PopulationOptions.Section).GetChildren().Select(child => child.Key)
        where !Keys.Contains(key, StringComparer.OrdinalIgnoreCase)
        select $"Population:{key} is no setting: those of a route stand under its own section, such as Population:Ndxp:{key}.";

    private static IEnumerable<string> WrongNames(PopulationOptions options) =>
        options.InOrder.Distinct().Count() < options.InOrder.Count ? ["Population:Routes names a route twice."] : [];

    private IEnumerable<string> OfRoute(string route)
    {
        try
        {
            // Reading a route's settings for the first time validates them.
            object? settings = route switch
            {
                NdxpAdapter.Route => services.GetRequiredService<IOptions<NdxpOptions>>().Value,
                LgspSoapAdapter.Route => services.GetRequiredService<IOptions<LgspSoapOptions>>().Value,
                LgspJsonAdapter.Route => services.GetRequiredService<IOptions<LgspJsonOptions>>().Value,
                _ => null,
            };
            return settings is null
                ? [$"Population:Routes names {route}, but the routes are {NdxpAdapter.Route}, {LgspSoapAdapter.Route} and {LgspJsonAdapter.Route}."]
                : [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures;
        }
    }
}
