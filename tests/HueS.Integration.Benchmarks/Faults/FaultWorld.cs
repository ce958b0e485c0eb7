using System.Net;
using System.Net.Http.Headers;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Mocks;
using HueS.Integration.Protection;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Storage;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>
/// The service in processes that can be killed, a database that can be killed, a register with weather, and a wire between them
/// that can be broken.
/// </summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private const string OurDatabase = "hues";
    private const int Terminate = 15;

    private readonly Stack<IAsyncDisposable> _parts = new();
    private ThrowawayFolder? _folder;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<Node> _warm = [];
    private readonly List<HttpClient> _callers = [];
    private string[] _settings = [];
    private readonly List<string> _tokens = [];
    private string _operatorToken = "";

    private readonly Surroundings _surroundings;

    private FaultWorld(Surroundings surroundings) => _surroundings = surroundings;

    public PrivatePostgres Postgres { get; private set; } = null!;

    public Stubs Stubs { get; private set; } = null!;

    public FaultProxy Proxy { get; private set; } = null!;

    /// <summary>Those that serve just now.</summary>
    public IReadOnlyList<Node> Nodes
    {
        get
        {
            lock (_nodes)
                return [.. _nodes];
        }
    }

    /// <summary>Questions that had left when the work began that is counted; <c>null</c>: when the callers had asked.</summary>
    public long? SettlingFrom { get; set; }

    /// <summary>The service's own database, from outside.</summary>
    public FaultDatabase Database { get; private set; } = null!;

    public static Task<FaultWorld> StartAsync(CancellationToken cancellationToken) => StartAsync(new Surroundings(), cancellationToken);

    public static async Task<FaultWorld> StartAsync(Surroundings surroundings, CancellationToken cancellationToken)
    {
        var world = new FaultWorld(surroundings);
        try
        {
            await world.StartPartsAsync(cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <param name="cancellationToken">Gives it up.</param>
    /// <param name="settings">Of this node alone.</param>
    public async Task<Node> AddNodeAsync(CancellationToken cancellationToken, params IEnumerable<string> settings)
    {
        var (child, address) = await Child.ServeAsync("service", [.. _settings, .. settings], cancellationToken, _surroundings.Environment);
        var node = new Node(child, [.. _tokens.Select(token => Caller(address, token))]);
        lock (_nodes)
        {
            _callers.AddRange(node.Callers);
            _nodes.Add(node);
        }

        return node;
    }

    /// <summary>Ends a node by a signal; nobody is sent to it from now on, and whoever waits for it learns of its end by itself.</summary>
    public async Task EndNodeAsync(Node node, int signal)
    {
        lock (_nodes)
            _nodes.Remove(node);
        Processes.Signal(node.Process.Id, signal);
        await node.Process.DisposeAsync();
    }

    /// <summary>A node's first calls wait for its code to be compiled, which is no fault's doing.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        foreach (var node in Nodes.Where(_warm.Add))
        {
            await Task.WhenAll(Enumerable.Range(0, FaultRun.Callers).Select(at =>
                new FaultCall($"warm-{Guid.CreateVersion7():N}", Inhabitants.Plain[at], isRight: true)
                    .AskAsync(node.Caller, asynchronously: false, cancellationToken)));
        }
    }

    /// <summary>Leaves the first node alone.</summary>
    public async Task ShrinkAsync()
    {
        foreach (var node in Nodes.Skip(1))
            await EndNodeAsync(node, Terminate);
    }

    /// <summary>A new node takes the place of all that stand.</summary>
    public async Task ReplaceNodesAsync(CancellationToken cancellationToken, params IEnumerable<string> settings)
    {
        var standing = Nodes;
        await AddNodeAsync(cancellationToken, settings);
        foreach (var node in standing)
            await EndNodeAsync(node, Terminate);
    }

    public async Task<HttpStatusCode> PostAsOperatorAsync(string path, CancellationToken cancellationToken)
    {
        using var caller = Caller(Nodes[0].Caller.BaseAddress!, _operatorToken);
        using var response = await caller.PostAsync(new Uri(path, UriKind.Relative), null, cancellationToken);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.Process.DisposeAsync();
        _callers.ForEach(caller => caller.Dispose());
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
        _folder?.Dispose();
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        _folder = await ThrowawayFolder.MakeAsync(cancellationToken);
        Postgres = Keep(_surroundings.PostgresFolder is { } folder
            ? await PrivatePostgres.StartAsync(folder, _ => { }, cancellationToken)
            : await PrivatePostgres.StartThrowawayAsync(_ => { }, cancellationToken));
        await Postgres.CreateDatabaseAsync(OurDatabase, template: null, cancellationToken);
        await new Migrator(Migration.All).RunAsync(Postgres.OwnerConnectionString(OurDatabase), cancellationToken);
        Database = new FaultDatabase(Postgres.OwnerConnectionString(OurDatabase));
        var keyRing = Path.Combine(_folder.Path, "keys.json");
        KeyRing.Create(keyRing);
        Stubs = Keep(await Stubs.StartAsync(new StubOptions { City = _surroundings.City, HashedAddress = HashedAddress.Path }, cancellationToken));
        Proxy = Keep(new FaultProxy(Stubs.PopulationAddress));
        var register = _surroundings.Front?.Invoke(Proxy.Address) ?? Proxy.Address;
        var issuer = Keep(await TokenIssuer.StartAsync(0, cancellationToken));
        foreach (var client in FaultSettings.Clients)
            _tokens.Add(await issuer.TokenAsync(client, cancellationToken));
        _operatorToken = await issuer.TokenAsync(SandboxClient.Operator, cancellationToken);
        _settings =
        [
            .. FaultSettings.Usual(Postgres.ServiceConnectionString(OurDatabase), keyRing, issuer.Address, register, Stubs),
            .. _surroundings.Settings,
        ];
        await Task.WhenAll(Enumerable.Range(0, _surroundings.Nodes).Select(_ => AddNodeAsync(cancellationToken)));
    }

    private static HttpClient Caller(Uri address, string token) => new(new SocketsHttpHandler { ActivityHeadersPropagator = null })
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        Timeout = TimeSpan.FromSeconds(30),
    };

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
