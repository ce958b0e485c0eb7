using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>The record systems as the stubs play them, and the room that asks them.</summary>
internal sealed class RecordStubs : IAsyncDisposable
{
    private RecordStubs(Stubs stubs, UpstreamWorld world) => (Stubs, World) = (stubs, world);

    public Stubs Stubs { get; }

    public UpstreamWorld World { get; }

    public static async Task<RecordStubs> StartAsync(TestDatabases databases, params (string, string)[] settings)
    {
        var stubs = await Stubs.StartAsync(new StubOptions { RecordSystems = true }, UpstreamWorld.Cancellation);
        return new RecordStubs(stubs, await UpstreamWorld.StartAsync(
            databases,
            [
                ("Dossiers:BaseAddress", stubs.DossiersAddress.ToString()),
                ("Dossiers:Token", "not-a-token"),
                .. SettingsOf(stubs),
                ("Feedback:Pipeline:AttemptTimeout", "00:00:30"),
                ("HealthInsurance:Pipeline:AttemptTimeout", "00:00:30"),
                .. settings,
            ]));
    }

    public static (string, string)[] SettingsOf(Stubs stubs) =>
    [
        ("Feedback:BaseAddress", stubs.Feedback.Address.ToString()),
        ("Feedback:Token", "not-a-feedback-token"),
        ("HealthInsurance:BaseAddress", stubs.HealthInsurance.Address.ToString()),
        ("HealthInsurance:ApiKey", "not-an-insurance-key"),
    ];

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Stubs.DisposeAsync();
    }
}
