using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class LinksTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_verified_citizens_dossier_is_linked_and_explained()
    {
        await BindAsync("account-1", Personas.Plain);

        var link = await LinkAsync("account-1", Personas.Plain, DossierFlaw.None);

        link.State.ShouldBe(LinkState.Linked);
        link.Explanation.Rule.ShouldBe("E1");
        link.Explanation.Evidence.ShouldNotBeNull().Number.ShouldBe(KeyAgreement.Same);
        var listed = (await ListAsync("account-1")).Items.ShouldHaveSingleItem();
        listed.ShouldBeEquivalentTo(link);
    }

    [Theory]
    [InlineData("plain", DossierFlaw.NoNumber, "number_missing")]
    [InlineData("plain", DossierFlaw.OtherName, "name_different")]
    [InlineData("plain", DossierFlaw.OtherNumber, "number_other")]
    [InlineData("plain", DossierFlaw.Business, "number_missing")]
    [InlineData("twin-a", DossierFlaw.NoNumber, "number_missing")]
    public async Task Anything_less_than_full_agreement_goes_to_a_person_with_its_reason(string key, DossierFlaw flaw, string reason)
    {
        var persona = Personas.All.Single(one => one.Key == key);
        await BindAsync("account-2", persona);

        var link = await LinkAsync("account-2", persona, flaw);

        link.State.ShouldBe(LinkState.Proposed);
        link.Explanation.Reasons.ShouldContain(reason);
        (await _service.Database.QueryAsync<Guid>("select target from review_task where state = 'open'")).ShouldBe([link.Id]);
    }

    [Fact]
    public async Task A_year_only_on_both_sides_links_with_the_phone_as_second_key_only()
    {
        await BindAsync("account-3", Personas.YearOnly);
        var without = await LinkAsync("account-3", Personas.YearOnly, DossierFlaw.None);
        await BindAsync("account-3", Personas.YearOnly, Personas.YearOnly.Phone);
        var with = await LinkAsync("account-3", Personas.YearOnly, DossierFlaw.None);

        (without.State, without.Explanation.Reasons.Single()).ShouldBe((LinkState.Proposed, "birth_date_year_only"));
        (with.State, with.Id).ShouldBe((LinkState.Linked, without.Id));
        (await _service.Database.QueryAsync<string>("select state from review_task")).ShouldBe(["withdrawn"]);
    }

    [Fact]
    public async Task Linking_again_and_in_parallel_changes_nothing()
    {
        await BindAsync("account-4", Personas.Plain);

        var links = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LinkAsync("account-4", Personas.Plain, DossierFlaw.None)));

        links.Select(link => link.Id).Distinct().ShouldHaveSingleItem();
        (await _service.Database.QueryAsync<string>("select state from link")).ShouldBe(["Linked"]);
        (await _service.Database.QueryAsync<long>("select count(*) from event where kind = 'record.linked'")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_twins_dossier_is_never_linked_to_the_other_twin()
    {
        await BindAsync("account-5", Personas.TwinA);
        var theirs = Personas.TwinB.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.None).Number;

        var link = await LinkAsync("account-5", theirs);

        link.State.ShouldBe(LinkState.Proposed);
        link.Explanation.Reasons.ShouldContain("number_other");
    }

    [Fact]
    public async Task A_dossier_that_is_not_there_is_not_found_and_one_that_cannot_be_read_is_an_outage()
    {
        await BindAsync("account-6", Personas.Plain);
        using var missing = await PostLinkAsync("account-6", "000.00.00.H57-260105-9999");
        _service.Stubs.Dossiers.Weather.Down();
        using var outage = await PostLinkAsync("account-6", Personas.Plain.Dossiers[0].Number);

        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        outage.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        outage.Headers.RetryAfter.ShouldNotBeNull();
        (await _service.Database.QueryAsync<long>("select count(*) from link")).ShouldBe([0]);
    }

    [Fact]
    public async Task An_account_stays_with_its_citizen_and_a_person_is_asked()
    {
        await BindAsync("account-7", Personas.Plain);
        var other = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.TwinA));

        using var rebound = await PutAsync("account-7", new { verificationId = other.Id });

        rebound.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await _service.Database.QueryAsync<string>("select subject from review_task")).ShouldBe(["profile"]);
    }

    [Fact]
    public async Task Only_ones_own_verification_with_data_binds_an_account()
    {
        var kiosks = await _service.VerifyAsync(_service.Kiosk, TestService.Claim(Personas.Plain));
        var yesNo = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), TestService.YesNoPurpose);
        var dead = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Deceased));

        foreach (var id in (Guid[])[kiosks.Id, yesNo.Id, dead.Id, Guid.CreateVersion7()])
        {
            using var refused = await PutAsync("account-8", new { verificationId = id });
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task A_stale_version_is_refused()
    {
        var verification = await BindAsync("account-9", Personas.Plain);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/profiles/account-9")
        {
            Content = JsonContent.Create(new { verificationId = verification.Id }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "\"7\"");

        using var refused = await _service.Portal.SendAsync(request, Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task An_account_id_that_looks_like_a_persons_number_is_refused()
    {
        using var refused = await PutAsync("046190000001", new { verificationId = Guid.CreateVersion7() });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_client_without_detail_is_not_told_how_a_record_compared()
    {
        await using var service = await TestService.StartAsync(databases, $"--Access:Clients:0:Purposes:{TestService.Purpose}=Outcome");
        var verification = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));
        using var bound = await service.Portal.PutAsJsonAsync("/v1/profiles/account-11", new { verificationId = verification.Id }, Cancellation);
        var flawed = Personas.Plain.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.OtherName).Number;

        using var response = await service.Portal.PostAsJsonAsync(
            "/v1/profiles/account-11/links",
            new { system = "dossiers", recordId = flawed, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);
        using var listed = await service.Portal.GetAsync("/v1/profiles/account-11/links", Cancellation);

        foreach (var link in (Link[])[await TestService.ReadAsync<Link>(response), .. (await TestService.ReadAsync<LinkPage>(listed)).Items])
        {
            link.State.ShouldBe(LinkState.Proposed);
            link.Explanation.Evidence.ShouldBeNull();
            link.Explanation.Reasons.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task An_old_card_on_the_record_never_links()
    {
        var verification = await _service.VerifyAsync(
            _service.Portal,
            new { oldCardNumber = Personas.OldCard.OldCard, name = Personas.OldCard.Name, birthDate = Personas.OldCard.BirthDate });
        using var bound = await PutAsync("account-10", new { verificationId = verification.Id });
        bound.StatusCode.ShouldBe(HttpStatusCode.Created);

        var link = await LinkAsync("account-10", Personas.OldCard.Dossiers[0].Number);

        (link.State, link.Explanation.Reasons.Single()).ShouldBe((LinkState.Proposed, "old_card_number_only"));
    }

    private async Task<Contracts.Verification> BindAsync(string account, Persona persona, string? phone = null)
    {
        var verification = await _service.VerifyAsync(_service.Portal, TestService.Claim(persona));
        using var bound = await PutAsync(account, new { verificationId = verification.Id, phone });
        bound.IsSuccessStatusCode.ShouldBeTrue($"{(int)bound.StatusCode}");
        return verification;
    }

    private Task<Link> LinkAsync(string account, Persona persona, DossierFlaw flaw) =>
        LinkAsync(account, persona.Dossiers.First(dossier => dossier.Flaw == flaw).Number);

    private async Task<Link> LinkAsync(string account, string dossier)
    {
        using var response = await PostLinkAsync(account, dossier);
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode}");
        return await TestService.ReadAsync<Link>(response);
    }

    private async Task<LinkPage> ListAsync(string account)
    {
        using var response = await _service.Portal.GetAsync($"/v1/profiles/{account}/links", Cancellation);
        return await TestService.ReadAsync<LinkPage>(response);
    }

    private Task<HttpResponseMessage> PutAsync(string account, object body) =>
        _service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", body, Cancellation);

    private Task<HttpResponseMessage> PostLinkAsync(string account, string dossier) =>
        _service.Portal.PostAsJsonAsync(
            $"/v1/profiles/{account}/links",
            new { system = "dossiers", recordId = dossier, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);
}
