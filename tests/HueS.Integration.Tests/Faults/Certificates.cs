using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Benchmarks.Faults;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>The register behind TLS, for a service that trusts one authority of the test's own.</summary>
public sealed class Certificates(Certificates.World world) : IClassFixture<Certificates.World>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flaw.Expired)]
    [InlineData(Flaw.WrongName)]
    [InlineData(Flaw.UnknownAuthority)]
    public async Task A_certificate_that_does_not_hold_is_no_answer_and_is_not_tried_again(Flaw flaw)
    {
        await world.Front.PresentAsync(flaw);
        var connections = world.Front.Connections;

        var answer = await VerifyAsync();

        (answer.State, answer.Outcome).ShouldBe((VerificationState.Pending, Outcome.Pending));
        (world.Front.Connections - connections).ShouldBe(1);

        // What was refused was the certificate and nothing else.
        await world.Front.PresentAsync(Flaw.None);
        (await VerifyAsync()).Outcome.ShouldBe(Outcome.Verified);
    }

    private async Task<Contracts.Verification> VerifyAsync()
    {
        var persona = Personas.Plain;
        using var response = await world.Faults.Nodes[0].Caller.PostAsJsonAsync(
            "/v1/verifications",
            FaultClaim.Of(persona.Number, persona.Name, persona.BirthDate),
            Cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode}");
        return (await response.Content.ReadFromJsonAsync<Contracts.Verification>(JsonSerializerOptions.Web, Cancellation))!;
    }

    public sealed class World : IAsyncLifetime
    {
        private readonly string _authority = Path.Combine(Path.GetTempPath(), $"hues-{Guid.CreateVersion7():N}.pem");

        internal FaultWorld Faults { get; private set; } = null!;

        internal TlsFront Front { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Faults = await FaultWorld.StartAsync(
                new Surroundings
                {
                    Settings = Surroundings.Patience,
                    Front = register => (Front = new TlsFront(register, _authority)).Address,
                    Environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = _authority },
                },
                CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            if (Faults is not null)
                await Faults.DisposeAsync();
            // Where the world did not come up, neither may it.
            if (Front is not null)
                await Front.DisposeAsync();
            File.Delete(_authority);
        }
    }
}
