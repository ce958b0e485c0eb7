namespace HueS.Integration.Mocks;

/// <summary>
/// The upstreams, played: one WireMock server each, on 127.0.0.1. What they answer stands in the folders beside this one;
/// this host adds what static files cannot do: the exact digest, tokens, weather, counting and a city.
/// </summary>
public sealed class Stubs : IAsyncDisposable
{
    private readonly Stub? _lgspSoap;
    private readonly Stub? _lgspJson;

    private Stubs(Stub population, Stub dossiers, Stub? lgspSoap, Stub? lgspJson) =>
        (Population, Dossiers, _lgspSoap, _lgspJson) = (population, dossiers, lgspSoap, lgspJson);

    /// <summary>The national population register behind the exchange platform.</summary>
    public Stub Population { get; }

    /// <summary>The register behind a provincial platform that carries SOAP in JSON.</summary>
    public Stub LgspSoap => _lgspSoap ?? throw NotPlayed();

    /// <summary>The register behind a provincial platform that speaks plain JSON.</summary>
    public Stub LgspJson => _lgspJson ?? throw NotPlayed();

    /// <summary>The one-stop desks' dossiers.</summary>
    public Stub Dossiers { get; }

    /// <summary>Where the register listens.</summary>
    public Uri PopulationAddress => Population.Address;

    /// <summary>Where the dossiers listen.</summary>
    public Uri DossiersAddress => Dossiers.Address;

    private IEnumerable<Stub> All => new[] { Population, Dossiers, _lgspSoap, _lgspJson }.OfType<Stub>();

    /// <summary>Starts the register and the dossiers, and the provincial platforms if they are asked for.</summary>
    public static async Task<Stubs> StartAsync(StubOptions options, CancellationToken cancellationToken)
    {
        var started = new List<Stub>();
        try
        {
            return new Stubs(
                await StartAsync(Role.Population, options.PopulationPort),
                await StartAsync(Role.Dossiers, options.DossiersPort),
                options.Provincial ? await StartAsync(Role.LgspSoap, options.LgspSoapPort) : null,
                options.Provincial ? await StartAsync(Role.LgspJson, options.LgspJsonPort) : null);
        }
        catch
        {
            foreach (var stub in started)
                await stub.DisposeAsync();
            throw;
        }

        async Task<Stub> StartAsync(Role role, int port)
        {
            var stub = await Stub.StartAsync(role, port, options, cancellationToken);
            started.Add(stub);
            return stub;
        }
    }

    /// <summary>Stops them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var stub in All)
            await stub.DisposeAsync();
    }

    private static InvalidOperationException NotPlayed() =>
        new($"The provincial platforms are played only with {nameof(StubOptions)}.{nameof(StubOptions.Provincial)}.");
}
