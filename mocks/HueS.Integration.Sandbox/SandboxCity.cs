using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox;

/// <summary>
/// The one city every sandbox lives in, whatever is asked of it: checks and links kept from an earlier start are about the same people.
/// </summary>
internal static class SandboxCity
{
    private const int People = 20_000;
    private const int Seed = 2026;

    public static City Instance { get; } = City.Generate(People, Seed);
}
