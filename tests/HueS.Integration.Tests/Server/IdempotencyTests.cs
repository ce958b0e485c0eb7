using System.Net;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class IdempotencyTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_same_key_again_is_one_effect_and_one_answer()
    {
        var first = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), key: "case-1");
        var again = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), key: "case-1");

        again.ShouldBeEquivalentTo(first);
        (await _service.Database.QueryAsync<long>("select count(*) from verification")).ShouldBe([1]);
    }

    [Fact]
    public async Task The_same_key_in_parallel_is_one_effect_and_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
            _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Slow), key: "case-2")));

        var id = answers.Select(answer => answer.Id).Distinct().ShouldHaveSingleItem();
        (await _service.UntilSettledAsync(_service.Portal, id)).Outcome.ShouldBe(Contracts.Outcome.Verified);
        (await _service.Database.QueryAsync<string>("select action from audit where action in ('verification.answered', 'verification.settled')"))
            .ShouldHaveSingleItem();
        (await _service.Database.QueryAsync<long>("select count(distinct verification_id) from intent")).ShouldBe([1]);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), key: "case-3");

        using var other = await _service.PostAsync(_service.Portal, TestService.Ask(TestService.Claim(Personas.TwinA)), "case-3");

        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        _service.Stubs.Population.Requests.About(Personas.TwinA.Number).ShouldBe(0);
    }

    [Fact]
    public async Task Another_clients_key_is_another_key()
    {
        var portal = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), key: "case-4");
        var kiosk = await _service.VerifyAsync(_service.Kiosk, TestService.Claim(Personas.TwinA), key: "case-4");

        kiosk.Id.ShouldNotBe(portal.Id);
    }
}
