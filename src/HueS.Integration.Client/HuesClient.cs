using HueS.Integration.Client.Tokens;
using HueS.Integration.Client.Wire;
using Refit;

namespace HueS.Integration.Client;

/// <summary>
/// Calls HueS.Integration. One for the life of a process, from any number of threads: from <c>AddHuesIntegration</c>, or by
/// <see cref="Create"/>. Every call may throw <see cref="HuesProblemException"/> (the service said no),
/// <see cref="HuesUnreachableException"/> (nobody said anything) and <see cref="HuesTokenException"/> (the issuer said no);
/// beside what a method names, <c>forbidden</c>, <c>unauthenticated</c> and <c>busy</c> can come from each.
/// </summary>
public sealed class HuesClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ClientCredentials _credentials;
    private HttpClient? _issuer;

    internal HuesClient(HttpClient http, ClientCredentials credentials, HuesClientOptions options, TimeProvider time)
    {
        (_http, _credentials) = (http, credentials);
        http.BaseAddress = options.BaseAddress;
        // Attempts have their own time; lists and downloads take as long as they take.
        http.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(options.Language);
        var api = RestService.ForGenerated<IHuesApi>(http, WireContext.Default, Settings(time));
        var streams = new Streams(http, time);
        Verifications = new Verifications(api, time);
        Batches = new Batches(api, streams, time);
        Profiles = new Profiles(api);
        Citizens = new Citizens(api);
        Links = new Links(api);
        Records = new Records(api, streams);
        Review = new Review(api);
        Runs = new Runs(api, streams);
        Schedules = new Schedules(api);
        Register = new Register(api);
        Service = new Service(api, http, credentials);
    }

    /// <summary>Checks of one person.</summary>
    public Verifications Verifications { get; }

    /// <summary>Lists of people to check.</summary>
    public Batches Batches { get; }

    /// <summary>Accounts bound to verified citizens.</summary>
    public Profiles Profiles { get; }

    /// <summary>Citizens, and what people say of two of them.</summary>
    public Citizens Citizens { get; }

    /// <summary>Links between records and citizens.</summary>
    public Links Links { get; }

    /// <summary>Records told by their own systems.</summary>
    public Records Records { get; }

    /// <summary>Doubts that wait for a person.</summary>
    public Review Review { get; }

    /// <summary>Reconciliations with the register.</summary>
    public Runs Runs { get; }

    /// <summary>Reconciliations that are made at due times.</summary>
    public Schedules Schedules { get; }

    /// <summary>How the register is reached.</summary>
    public Register Register { get; }

    /// <summary>The service itself.</summary>
    public Service Service { get; }

    /// <summary>Makes a client without dependency injection. Dispose it at the end.</summary>
    /// <param name="options">Where the service is, and who calls it.</param>
    /// <param name="time">A clock; absent: the system's.</param>
    /// <exception cref="ArgumentException">An option is missing or does not fit; the message names it.</exception>
    public static HuesClient Create(HuesClientOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var clock = time ?? TimeProvider.System;
        var issuer = new HttpClient(Sockets()) { Timeout = options.Timeout };
        var credentials = new ClientCredentials(() => issuer, options, clock);
        var http = new HttpClient(new Persistence(options, clock)
        {
            InnerHandler = new Forwarding { InnerHandler = new Bearer(credentials) { InnerHandler = Sockets() } },
        });
        return new HuesClient(http, credentials, options, clock) { _issuer = issuer };
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _credentials.Dispose();
        _issuer?.Dispose();
    }

    /// <summary>Connections are renewed, so that a moved address is noticed.</summary>
    internal static SocketsHttpHandler Sockets() => new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
    };

    private static RefitSettings Settings(TimeProvider time) => new(new SystemTextJsonContentSerializer(HuesJson.Options))
    {
        ExceptionFactory = response => Problems.OfAsync(response, time, CancellationToken.None),
        DeserializationExceptionFactory = (_, unreadable) => ValueTask.FromResult<Exception?>(Problems.Unreadable(unreadable)),
        TransportExceptionFactory = (_, stopped, _) => Problems.Of(stopped),
    };
}
