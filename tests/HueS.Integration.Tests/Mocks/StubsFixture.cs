using HueS.Integration.Mocks;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

/// <summary>Stubs with a small city; tests that change the weather start their own.</summary>
public sealed class StubsFixture : IAsyncLifetime
{
    internal City City { get; } = City.Generate(people: 2_000, seed: 46);

    internal Stubs Stubs { get; private set; } = null!;

    internal RegisterCaller Register { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stubs = await Stubs.StartAsync(new StubOptions { City = City, RecordSystems = true }, CancellationToken.None);
        Register = new RegisterCaller(Stubs.PopulationAddress);
    }

    public async ValueTask DisposeAsync()
    {
        Register.Dispose();
        await Stubs.DisposeAsync();
    }
}
