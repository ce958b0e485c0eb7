using HueS.Integration.Server.Api;
using HueS.Integration.Server.Api.Pages;
using HueS.Integration.Server.Operations;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server;

/// <summary>Puts the service together: settings, rooms, doors.</summary>
public static class ServerHost
{
    /// <summary>No request of ours is larger; see the contracts.</summary>
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>Builds the service without starting it.</summary>
    /// <param name="args">Settings as <c>--Section:Key=value</c>.</param>
    /// <param name="configure">Runs before the service is put together, so the settings it adds are seen by everything.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = NewBuilder(args);
        builder.AddLogs();
        configure?.Invoke(builder);
        AddDefaults(builder.Configuration);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        });
        builder.AddTelemetry();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(json => ApiJson.Shape(json.SerializerOptions));
        services.AddProblemDetails();
        services.AddExceptionHandler<Problems>();
        services.AddCallers();
        services.AddHealth();
        services.AddApiDescription();
        services.AddReceiptLooks();
        services.AddSingleton<RecordDesk>();
        services.AddSingleton<RecordStream>();
        services.AddSingleton<RefusalTrail>();
        services.TryAddSingleton<RefusalRecorder>(provider => provider.GetRequiredService<RefusalTrail>().WriteAsync);
        services.AddRooms();
        services.AddHostedService<StartMigration>();
        if (RolesOf(builder.Configuration).HasFlag(Roles.Workers))
            services.AddWorkers();

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseSafeHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(page => new ProblemAnswer(ProblemTypes.ForStatus(page.HttpContext.Response.StatusCode)).ExecuteAsync(page.HttpContext));
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();

        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        app.MapApiDescription();
        app.MapMessagesPage();
        if (RolesOf(app.Configuration).HasFlag(Roles.Api))
            app.MapDoors();
        return app;
    }

    /// <summary>The settings as the service would see them, for verbs that do not serve.</summary>
    internal static IConfiguration Settings(string[] args) => NewBuilder(args).Configuration;

    private static WebApplicationBuilder NewBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        // Settings are read once, at the start: no file needs watching.
        Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
        ContentRootPath = AppContext.BaseDirectory,
    });

    private static void MapDoors(this WebApplication app)
    {
        var api = app.MapApi();
        api.MapVerifications();
        api.MapExaminations();
        api.MapReceipts();
        api.MapExplanations();
        api.MapBatches();
        api.MapProfiles();
        api.MapLinkDecisions();
        api.MapCitizens();
        api.MapUnlinkings();
        api.MapRegister();
        api.MapRecords();
        api.MapRelinks();
        api.MapTrainingSheets();
        api.MapReviewTasks();
        api.MapReviewDecisions();
        api.MapKnownAnswers();
        api.MapRuns();
        api.MapRunFindings();
        api.MapSchedules();
    }

    /// <summary>What this node does; any number of nodes may do each.</summary>
    private static Roles RolesOf(IConfiguration configuration) =>
        configuration[nameof(Roles)] is not { } text ? Roles.All
        : Enum.TryParse<Roles>(text, ignoreCase: true, out var roles) ? roles
        : throw new OptionsValidationException(nameof(Roles), typeof(Roles), ["Roles must be Api, Workers, or both: Api,Workers."]);

    /// <summary>Where the endpoints of the API are mapped: a refused body is answered before an endpoint runs.</summary>
    internal static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app) =>
        app.MapGroup("/v1").AddEndpointFilter(IBody.AnswerAsync);

    /// <summary>Defaults lie below every other source of settings, so that anything can override them.</summary>
    private static void AddDefaults(ConfigurationManager configuration)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
            ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
        };
        if (configuration["http_ports"] is null && configuration["https_ports"] is null)
            defaults["urls"] = "http://127.0.0.1:5080";
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }
}

[Flags]
internal enum Roles
{
    Api = 1,
    Workers = 2,
    All = Api | Workers,
}
