using System.Net.Sockets;
using HueS.Integration.Mocks;
using HueS.Integration.Protection;
using HueS.Integration.Sandbox.Postgres;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Server;
using HueS.Integration.Storage;

namespace HueS.Integration.Sandbox;

/// <summary>Everything the service needs around it, and the service, in this process. Stops in the reverse order of its start.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private const string Database = "hues";
    private const int LastPort = 7;

    private readonly Stack<IAsyncDisposable> _started = new();
    private StubOptions _upstreams = new();

    private RunningSandbox(DataFolder folder) => Folder = folder;

    public DataFolder Folder { get; }

    public PrivatePostgres Postgres { get; private set; } = null!;

    public Stubs Stubs { get; private set; } = null!;

    public TokenIssuer Issuer { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Who lives in the register at this moment.</summary>
    public City City
    {
        get => _upstreams.City!;
        set => _upstreams.City = value;
    }

    public string OwnerConnectionString => Postgres.OwnerConnectionString(Database);

    /// <param name="port">The service's; issuer, register, dossiers, the two provincial platforms, feedback and health insurance take the next seven. 0: any free ports.</param>
    /// <param name="routes">The ways to the register, in the order in which the service tries them.</param>
    /// <param name="records">What people of the city left in the record systems; <c>null</c>: there are only the personas' records.</param>
    /// <exception cref="SandboxException">With a sentence for the person.</exception>
    public static async Task<RunningSandbox> StartAsync(
        DataFolder folder, int port, IReadOnlyList<string> routes, CityRecords? records, Action<string> say, CancellationToken cancellation)
    {
        var sandbox = new RunningSandbox(folder);
        try
        {
            await sandbox.StartPartsAsync(port, routes, records, say, cancellation);
            return sandbox;
        }
        catch (IOException e) when (port != 0 && IsTakenPort(e))
        {
            await sandbox.DisposeAsync();
            throw new SandboxException($"One of the ports {port} to {port + LastPort} is taken: name others with --port, or 0 for any free ones.", e);
        }
        catch (Exception e)
        {
            await sandbox.DisposeAsync();
            if (e is KeyRingException or EditedMigrationException)
                throw new SandboxException($"{e.Message} Or name other data with --data.", e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var part))
            await part.DisposeAsync();
    }

    private async Task StartPartsAsync(
        int port, IReadOnlyList<string> routes, CityRecords? records, Action<string> say, CancellationToken cancellation)
    {
        int Port(int offset) => port == 0 ? 0 : port + offset;

        Postgres = Keep(await PrivatePostgres.StartAsync(Folder.Postgres, say, cancellation));
        await PrepareDatabaseAsync(cancellation);
        _upstreams = new StubOptions
        {
            PopulationPort = Port(2),
            DossiersPort = Port(3),
            Provincial = true,
            LgspSoapPort = Port(4),
            LgspJsonPort = Port(5),
            RecordSystems = true,
            FeedbackPort = Port(6),
            HealthInsurancePort = Port(LastPort),
            City = SandboxCity.Instance,
            Records = records,
        };
        Stubs = Keep(await Stubs.StartAsync(_upstreams, cancellation));
        Issuer = Keep(await TokenIssuer.StartAsync(Port(1), cancellation));
        await StartServiceAsync(Port(0), routes, cancellation);
    }

    /// <summary>The keys come before the first data, and never again: new ones would open nothing of what is kept.</summary>
    private async Task PrepareDatabaseAsync(CancellationToken cancellation)
    {
        if (!await Postgres.HasDatabaseAsync(Database, cancellation))
        {
            if (!File.Exists(Folder.KeyRing))
                KeyRing.Create(Folder.KeyRing);
            await Postgres.CreateDatabaseAsync(Database, template: null, cancellation);
        }

        KeyRing.Load(Folder.KeyRing);
        await new Migrator(Migration.All).RunAsync(OwnerConnectionString, cancellation);
    }

    private async Task StartServiceAsync(int port, IReadOnlyList<string> routes, CancellationToken cancellation)
    {
        var settings = ServiceSettings.For(
            $"http://127.0.0.1:{port}",
            OwnerConnectionString,
            Postgres.ServiceConnectionString(Database),
            Folder.KeyRing,
            Issuer.Address,
            Stubs,
            routes);
        var service = ServerHost.Build(settings.AsArguments());
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(new FileLog(Folder.ServiceLog, TimeProvider.System));
        Keep(new Stopped(service));
        await service.StartAsync(cancellation);
        Address = new Uri(service.Urls.Single());
    }

    private static bool IsTakenPort(Exception? failure) => failure switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => true,
        AggregateException several => several.InnerExceptions.Any(IsTakenPort),
        _ => IsTakenPort(failure.InnerException),
    };

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _started.Push(part);
        return part;
    }

    /// <summary>The service finishes what is under way before it goes.</summary>
    private sealed class Stopped(WebApplication service) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await service.StopAsync();
            await service.DisposeAsync();
        }
    }
}
