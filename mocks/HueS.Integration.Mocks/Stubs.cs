namespace HueS.Integration.Mocks;

/// <summary>
/// The upstreams, played: one WireMock server each, on 127.0.0.1. What they answer stands in <c>mocks/population</c> and
/// <c>mocks/dossiers</c>; this host adds what static files cannot do: the exact digest, weather, counting and a city.
/// </summary>
public sealed class Stubs : IAsyncDisposable
{
    private Stubs(Stub population, Stub dossiers) => (Population, Dossiers) = (population, dossiers);

    /// <summary>The national population register behind the exchange platform.</summary>
    public Stub Population { get; }

    /// <summary>The one-stop desks' dossiers.</summary>
    public Stub Dossiers { get; }

    /// <summary>Where the register listens.</summary>
    public Uri PopulationAddress => Population.Address;

    /// <summary>Where the dossiers listen.</summary>
    public Uri DossiersAddress => Dossiers.Address;

    /// <summary>Starts both upstreams.</summary>
    public static async Task<Stubs> StartAsync(StubOptions options, CancellationToken cancellationToken)
    {
        var population = await Stub.StartAsync(
            "population", options.PopulationPort, options, RegisterDoor.Build, cancellationToken);
        try
        {
            return new Stubs(
                population,
                await Stub.StartAsync("dossiers", options.DossiersPort, options, DossiersDoor.Build, cancellationToken));
        }
        catch
        {
            await population.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops both.</summary>
    public async ValueTask DisposeAsync()
    {
        await Population.DisposeAsync();
        await Dossiers.DisposeAsync();
    }
}
