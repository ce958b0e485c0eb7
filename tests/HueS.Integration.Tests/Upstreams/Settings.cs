using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Population.Ndxp;
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
        var population = new NdxpOptionsValidator().Validate(null, new NdxpOptions());
        var dossiers = new DossiersOptionsValidator().Validate(null, new DossiersOptions());

        population.Failures!.ShouldContain(failure => failure.Contains("Population:Ndxp:SecretKey is missing"));
        dossiers.Failures!.ShouldContain(failure => failure.Contains("Dossiers:Token is missing"));
    }

    [Fact]
    public void The_pipelines_own_settings_are_checked_too()
    {
        var options = Complete();
        new NdxpOptionsValidator().Validate(null, options).Failed.ShouldBeFalse();

        options.Pipeline.AttemptTimeout = TimeSpan.Zero;
        new NdxpOptionsValidator().Validate(null, options).Failed.ShouldBeTrue();

        options.Pipeline = new PipelineOptions { Retries = 3 };
        new NdxpOptionsValidator().Validate(null, options).Failed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Population:Ndxp:BaseAddress", "platform.example", "Population:Ndxp:BaseAddress must")]
    [InlineData("Population:Ndxp:HashedAddress", "Literal", "Population:Ndxp:HashedLiteral is missing")]
    [InlineData("Population:Routes:0", "lgsp", "Population:Routes names lgsp, but the routes are ndxp, lgsp-soap and lgsp-json.")]
    [InlineData("Population:Routes:0", "lgsp-soap", "Population:LgspSoap:ClientSecret is missing")]
    [InlineData("Population:Routes:0", "lgsp-json", "Population:LgspJson:ApiKey is missing")]
    [InlineData("Population:SecretKey", "a secret", "Population:SecretKey is no setting")]
    [InlineData("Dossiers:Pull:Every", "00:00:00", "Every")]
    [InlineData("Dossiers:Pull:PageSize", "0", "PageSize")]
    [InlineData("Feedback:BaseAddress", "feedback.example", "Feedback:BaseAddress must")]
    [InlineData("Feedback:BaseAddress", "https://feedback.example/", "Feedback:Token is missing")]
    [InlineData("Feedback:Pull:Every", "00:05:00", "Feedback:Pull:Every is set, but Feedback:BaseAddress is missing")]
    [InlineData("HealthInsurance:BaseAddress", "https://insurance.example/", "HealthInsurance:ApiKey is missing")]
    [InlineData("Dossiers:NumberPattern", "(", "Dossiers:NumberPattern is no")]
    [InlineData("Dossiers:NumberPattern", @"(a)\1", "Dossiers:NumberPattern is no")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence(string key, string value, string sentence)
    {
        await using var services = Services((key, value));

        var wrong = Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        wrong.Message.ShouldContain(sentence);
    }

    [Fact]
    public async Task A_route_named_twice_stops_the_start()
    {
        await using var services = Services(("Population:Routes:0", "ndxp"), ("Population:Routes:1", "ndxp"));

        var wrong = Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        wrong.Message.ShouldContain("Population:Routes names a route twice");
    }

    [Fact]
    public async Task Routes_stand_in_the_order_of_the_setting_and_the_others_need_no_settings()
    {
        await using var usual = Services();
        await using var turned = Services(
            ("Population:Routes:0", "lgsp-json"),
            ("Population:Routes:1", "ndxp"),
            ("Population:LgspJson:BaseAddress", "https://lgsp.example/"),
            ("Population:LgspJson:ApiKey", "a-key-for-tests"));

        usual.GetRequiredService<IStartupValidator>().Validate();
        turned.GetRequiredService<IStartupValidator>().Validate();

        InOrder(usual).ShouldBe(["ndxp"]);
        InOrder(turned).ShouldBe(["lgsp-json", "ndxp"]);

        static IEnumerable<string> InOrder(IServiceProvider services) =>
            services.GetRequiredService<IOptions<PopulationOptions>>().Value.InOrder;
    }

    private static NdxpOptions Complete() => new()
    {
        BaseAddress = new Uri("https://platform.example/"),
        Username = "hues",
        SecretKey = "a secret for tests",
    };

    private static ServiceProvider Services(params (string Key, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Population:Ndxp:BaseAddress"] = "https://platform.example/",
            ["Population:Ndxp:Username"] = "hues",
            ["Population:Ndxp:SecretKey"] = "a secret for tests",
            ["Dossiers:BaseAddress"] = "https://dossiers.example/",
            ["Dossiers:Token"] = "a-token-for-tests",
        };
        foreach (var (key, value) in changes)
            settings[key] = value;
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddUpstreams()
            .BuildServiceProvider();
    }
}
