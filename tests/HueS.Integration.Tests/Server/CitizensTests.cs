using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>Citizens by the ids their clients know them by.</summary>
public sealed class CitizensTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_client_knows_a_citizen_by_an_id_of_its_own_which_leads_nobody_else_to_them()
    {
        var portals = (await BoundAsync()).CitizenId;
        var operators = await CitizenCalls.CitizenOfAsync(_service.Operator, "account-1");

        using var own = await CitizenCalls.LookAsync(_service, _service.Operator, operators);
        using var others = await CitizenCalls.LookAsync(_service, _service.Operator, portals);

        operators.ShouldNotBe(portals);
        (own.StatusCode, others.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.NotFound));
        (await CitizenCalls.CitizenOfAsync(_service.Portal, "account-1")).ShouldBe(portals, "a client is always shown the same");
    }

    [Fact]
    public async Task What_the_database_calls_a_citizen_is_never_shown_and_leads_nobody_to_them()
    {
        await BoundAsync();
        var ours = (await _service.Database.QueryAsync<Guid>("select id from citizen")).Single();

        using var profile = await _service.Portal.GetAsync("/v1/profiles/account-1", Cancellation);
        using var byOurs = await CitizenCalls.LookAsync(_service, _service.Portal, ours);

        (await profile.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(ours.ToString());
        byOurs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_citizen_is_shown_without_anything_that_says_who_they_are_and_the_look_is_in_the_trail()
    {
        var citizen = (await BoundAsync()).CitizenId;

        using var response = await _service.Portal.GetAsync($"/v1/citizens/{citizen}", Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        body.ShouldContain("account-1");
        foreach (var secret in (string[])[Personas.Plain.Number, Personas.Plain.Name, Personas.Plain.BirthDate])
            body.ShouldNotContain(secret);
        (await _service.Database.QueryAsync<string>("select client_id from audit where action = 'citizen.disclosed' and subject_id is not null")).ShouldBe(["portal"]);
    }

    /// <summary>I1</summary>
    [Fact]
    public async Task A_citizen_is_not_shown_where_the_trail_cannot_be_written()
    {
        var citizen = (await BoundAsync()).CitizenId;
        await _service.Database.ExecuteAsync("revoke insert on audit from hues_service");

        using var response = await _service.Portal.GetAsync($"/v1/citizens/{citizen}", Cancellation);
        await _service.Database.ExecuteAsync("grant insert on audit to hues_service");

        ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("account-1");
    }

    [Fact]
    public async Task Only_whoever_decides_links_says_who_is_one_person_and_only_with_a_reason_that_fits()
    {
        var citizen = (await BoundAsync()).CitizenId;
        var operators = await CitizenCalls.CitizenOfAsync(_service.Operator, "account-1");

        using var byThePortal = await _service.Portal.PostAsJsonAsync(
            $"/v1/citizens/{citizen}/merges", new { citizen, officer = Reviews.First, reason = "documents_seen" }, Cancellation);
        using var unfitting = await _service.Operator.PostAsJsonAsync(
            $"/v1/citizens/{operators}/merges", new { citizen = operators, officer = Reviews.First, reason = "case_closed" }, Cancellation);
        using var withAnothersId = await _service.Operator.PostAsJsonAsync(
            $"/v1/citizens/{operators}/merges", new { citizen, officer = Reviews.First, reason = "documents_seen" }, Cancellation);

        byThePortal.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Reviews.CodeOf(unfitting)).ShouldBe("invalid_request");
        (await Reviews.CodeOf(withAnothersId)).ShouldBe("not_found");
    }

    private async Task<Contracts.Profile> BoundAsync()
    {
        var verification = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));
        return await CitizenCalls.BindAsync(_service, "account-1", verification.Id);
    }
}
