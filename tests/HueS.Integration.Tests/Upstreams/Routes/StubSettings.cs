using HueS.Integration.Mocks;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>What the service must be told to find the stubs on all three routes, with quotas that no test meets.</summary>
internal static class StubSettings
{
    public static IEnumerable<(string Key, string Value)> Of(Stubs stubs, StubOptions options) =>
    [
        ("Population:Ndxp:BaseAddress", stubs.PopulationAddress.ToString()),
        ("Population:Ndxp:Username", options.Username),
        ("Population:Ndxp:SecretKey", options.SecretKey),
        ("Population:LgspSoap:BaseAddress", stubs.LgspSoap.Address.ToString()),
        ("Population:LgspSoap:ClientId", options.LgspClientId),
        ("Population:LgspSoap:ClientSecret", options.LgspClientSecret),
        ("Population:LgspJson:BaseAddress", stubs.LgspJson.Address.ToString()),
        ("Population:LgspJson:ApiKey", options.LgspApiKey),
        .. Dress.Routes.Select(route => ($"{Dress.Of(route).Section}:Pipeline:Quota:Burst", "10000")),
    ];
}
