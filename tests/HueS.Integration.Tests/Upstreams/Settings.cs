using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Records.Dossiers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

public sealed class Settings
{
    [Fact]
    public void What_has_no_default_is_asked_for_in_a_sentence()
    {
        var population = new PopulationOptionsValidator().Validate(null, new PopulationOptions());
        var dossiers = new DossiersOptionsValidator().Validate(null, new DossiersOptions());

        population.Failures!.ShouldContain(failure => failure.Contains("Population:SecretKey is missing"));
        dossiers.Failures!.ShouldContain(failure => failure.Contains("Dossiers:Token is missing"));
    }

    [Fact]
    public void The_pipelines_own_settings_are_checked_too()
    {
        var options = Complete();
        new PopulationOptionsValidator().Validate(null, options).Failed.ShouldBeFalse();

        options.Pipeline.AttemptTimeout = TimeSpan.Zero;
        new PopulationOptionsValidator().Validate(null, options).Failed.ShouldBeTrue();

        options.Pipeline = new PipelineOptions { Retries = 3 };
        new PopulationOptionsValidator().Validate(null, options).Failed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Population:BaseAddress", "platform.example", "Population:BaseAddress must")]
    [InlineData("Population:HashedAddress", "Literal", "Population:HashedLiteral is missing")]
    [InlineData("Population:Route", "Has Spaces", "Population:Route may hold")]
    [InlineData("Dossiers:NumberPattern", "(", "Dossiers:NumberPattern is no")]
    [InlineData("Dossiers:NumberPattern", @"(a)\1", "Dossiers:NumberPattern is no")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence(string key, string value, string sentence)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Population:BaseAddress"] = "https://platform.example/",
            ["Population:Username"] = "hues",
            ["Population:SecretKey"] = "a secret for tests",
            ["Dossiers:BaseAddress"] = "https://dossiers.example/",
            ["Dossiers:Token"] = "a-token-for-tests",
            [key] = value,
        };
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddUpstreams()
            .BuildServiceProvider();

        var wrong = Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        wrong.Message.ShouldContain(sentence);
    }

    private static PopulationOptions Complete() => new()
    {
        BaseAddress = new Uri("https://platform.example/"),
        Username = "hues",
        SecretKey = "a secret for tests",
    };
}
