namespace HueS.Integration.Mocks;

/// <summary>
/// The upstreams, played: one WireMock server each, on 127.0.0.1. What they answer stands in the folders beside this one;
/// this host adds what static files cannot do: the exact digest, tokens, weather, counting and a city.
/// </summary>
public sealed class Stubs : IAsyncDisposable
{
    private readonly Stub? _lgspSoap;
    private readonly Stub? _lgspJson;
    private readonly Stub? _feedback;
    private readonly Stub? _healthInsurance;

    private Stubs(Stub population, Stub dossiers, Stub? lgspSoap, Stub? lgspJson, Stub? feedback, Stub? healthInsurance)
    {
        (Population, Dossiers) = (population, dossiers);
        (_lgspSoap, _lgspJson, _feedback, _healthInsurance) = (lgspSoap, lgspJson, feedback, healthInsurance);
    }

    /// <summary>The national population register behind the exchange platform.</summary>
    public Stub Population { get; }

    /// <summary>The register behind a provincial platform that carries SOAP in JSON.</summary>
    public Stub LgspSoap => _lgspSoap ?? throw NotPlayed(nameof(StubOptions.Provincial));

    /// <summary>The register behind a provincial platform that speaks plain JSON.</summary>
    public Stub LgspJson => _lgspJson ?? throw NotPlayed(nameof(StubOptions.Provincial));

    /// <summary>The one-stop desks' dossiers.</summary>
    public Stub Dossiers { get; }

    /// <summary>What citizens report in their streets.</summary>
    public Stub Feedback => _feedback ?? throw NotPlayed(nameof(StubOptions.RecordSystems));

    /// <summary>Health-insurance memberships.</summary>
    public Stub HealthInsurance => _healthInsurance ?? throw NotPlayed(nameof(StubOptions.RecordSystems));

    /// <summary>Where the register listens.</summary>
    public Uri PopulationAddress => Population.Address;

    /// <summary>Where the dossiers listen.</summary>
    public Uri DossiersAddress => Dossiers.Address;

    private IEnumerable<Stub> All => new[] { Population, Dossiers, _lgspSoap, _lgspJson, _feedback, _healthInsurance }.OfType<Stub>();

    /// <summary>Starts the register and the dossiers, and the others if they are asked for.</summary>
    public static async Task<Stubs> StartAsync(StubOptions options, CancellationToken cancellationToken)
    {
        var started = new List<Stub>();
        try
        {
            return new Stubs(
                await StartAsync(Role.Population, options.PopulationPort),
                await StartAsync(Role.Dossiers, options.DossiersPort),
                options.Provincial ? await StartAsync(Role.LgspSoap, options.LgspSoapPort) : null,
                options.Provincial ? await StartAsync(Role.LgspJson, options.LgspJsonPort) : null,
                options.RecordSystems ? await StartAsync(Role.Feedback, options.FeedbackPort) : null,
                options.RecordSystems ? await StartAsync(Role.HealthInsurance, options.HealthInsurancePort) : null);
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

    private static InvalidOperationException NotPlayed(string option) =>
        new($"That upstream is played only with {nameof(StubOptions)}.{option}.");
}
