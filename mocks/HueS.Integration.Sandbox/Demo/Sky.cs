using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>The weather over the upstreams: bad while claims come in, an outage in the middle, clear at the end.</summary>
internal sealed class Sky(Stubs stubs, TimeSpan outage)
{
    private const double Errors = 0.10;
    private const double Drips = 0.02;
    private const double Resets = 0.02;

    // Longer than an attempt may take, so that the service must cut it.
    private static readonly TimeSpan DripsOver = TimeSpan.FromSeconds(6);

    private volatile string _now = "";

    /// <summary>For the progress line.</summary>
    public string Now => _now;

    public void Darken()
    {
        stubs.Population.Weather.Flaky(Errors).Dripping(DripsOver, Drips).Resetting(Resets);
        stubs.Dossiers.Weather.Flaky(Errors);
        stubs.Feedback.Weather.Flaky(Errors);
        stubs.HealthInsurance.Weather.Flaky(Errors);
        _now = "bão · storm";
    }

    /// <summary>The register is away, and comes back into the same bad weather.</summary>
    public async Task BreakDownAsync(CancellationToken cancellation)
    {
        if (outage == TimeSpan.Zero)
            return;

        stubs.Population.Weather.Down();
        _now = "CSDL mất liên lạc · register away";
        await Task.Delay(outage, cancellation);
        stubs.Population.Weather.Up();
        _now = "bão · storm";
    }

    /// <summary>The register's sky; the record systems stay flaky while records are linked.</summary>
    public void Clear()
    {
        stubs.Population.Weather.Clear();
        _now = "trời quang · clear";
    }
}
