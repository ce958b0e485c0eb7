using HueS.Integration.Client;
using HueS.Integration.Client.Tokens;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;

namespace HueS.Integration.Tests.Client;

/// <summary>Clients as a sister service would make them, against a real service.</summary>
internal static class Clients
{
    public static HuesClient Of(TestService service, SandboxClient client, Action<HuesClientOptions>? change = null)
    {
        var options = new HuesClientOptions
        {
            BaseAddress = service.Address,
            TokenAddress = service.Issuer.TokenAddress,
            ClientId = client.Id,
            ClientSecret = client.Secret,
        };
        change?.Invoke(options);
        return HuesClient.Create(options);
    }

    public static VerificationRequest Ask(Persona persona, string purpose = TestService.Purpose) => new(
        purpose,
        "000.00.00.H57-260105-0001",
        "mot-cua-01",
        new SubjectClaim(persona.Number, Name: persona.Name, BirthDate: persona.BirthDate));

    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}

/// <summary>Counts how often a token was fetched.</summary>
internal sealed class CountedTokens(AccessToken? first = null) : TokenCache
{
    private AccessToken? _token = first;

    public int Fetched { get; private set; }

    public override AccessToken? Read() => _token;

    public override void Keep(AccessToken? token)
    {
        _token = token;
        Fetched += token is null ? 0 : 1;
    }
}
