using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

/// <summary>Proposals follow what is known, and who becomes known finds every record that may be theirs.</summary>
public sealed class ProposalsTests(TestDatabases databases) : IAsyncLifetime
{
    private RecordWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await RecordWorld.StartAsync(databases);

    public ValueTask DisposeAsync() => _world.Service.DisposeAsync();

    [Fact]
    public async Task A_proposal_to_somebody_who_is_no_longer_the_best_is_closed_and_comes_back_when_they_are()
    {
        var hers = await _world.BindAsync("hers", Personas.Plain);
        await _world.BindAsync("his", Personas.Royal);
        await _world.TellAsync("W-1", NameAndDateOf(Personas.Plain));
        await _world.PassAsync();

        await _world.TellAsync("W-1", NameAndDateOf(Personas.Royal));
        await _world.PassAsync();
        (await _world.LinksAsync()).ShouldBe(["W-1 Closed E3 Rule", "W-1 Proposed E3 Rule"], ignoreOrder: true);
        (await _world.TasksAsync()).Count.ShouldBe(1);
        (await _world.LinkAsync("W-1", hers)).Explanation.Reasons.ShouldBe(["not_best"]);
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.PassAsync();

        (await _world.LinkAsync("W-1", hers)).State.ShouldBe(LinkState.Linked);
        (await _world.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_officer_asked_for_stays_a_question_though_another_citizen_fits_better()
    {
        await _world.BindAsync("hers", Personas.Plain);
        var his = await _world.BindAsync("his", Personas.Royal);
        var dossier = Personas.Plain.Dossiers.First(one => one.Flaw == DossierFlaw.None).Number;

        await _world.LinkDossierAsync("his", dossier);
        await _world.PassAsync();

        (await _world.LinkAsync(dossier, his)).State.ShouldBe(LinkState.Proposed);
        (await _world.LinksAsync()).ShouldContain($"{dossier} Linked E1 Rule");
        (await _world.TasksAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_dossier_an_officer_links_is_kept_as_a_record_and_a_reviewer_sees_both_sides()
    {
        await _world.BindAsync("hers", Personas.Plain);
        var link = await _world.LinkDossierAsync("hers", Personas.Plain.Dossiers.First(one => one.Flaw == DossierFlaw.OtherName).Number);
        var version = link.Version;
        await _world.PassAsync();
        var task = await Reviews.OnlyAsync(_world.Service.Reviewer);

        using var response = await _world.Service.Reviewer.GetAsync($"{Reviews.Tasks}/{task.Id}/evidence", Cancellation);

        var evidence = await TestService.ReadAsync<ReviewEvidence>(response);
        evidence.Right.ShouldBe(ReviewSide.Record);
        evidence.Lines.Single(line => line.Field == "name").Right.ShouldNotBeNull();
        (await _world.Service.Database.QueryAsync<string>("select system from record")).ShouldBe(["dossiers"]);
        (await _world.ReadAsync(link.Id)).Version.ShouldBe(version, "The look that followed said the same.");
    }

    [Fact]
    public async Task However_many_records_share_a_key_with_whoever_becomes_known_all_of_them_are_looked_at_again()
    {
        const int Many = 430;
        var lines = Enumerable.Range(0, Many).Select(no =>
            $$$"""{"recordId":"W-{{{no:D4}}}","kind":"wallet","status":"open","holder":{"name":"Lê Văn Khác","birthDate":"1970-01-02","phone":"{{{RecordWorld.HouseholdsPhone}}}"}}""");
        using var stream = new StringContent(string.Join('\n', lines), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var told = await _world.Service.Wallet.PostAsync("/v1/records/payments", stream, Cancellation);
        told.StatusCode.ShouldBe(HttpStatusCode.OK);
        await _world.PassAsync();
        await _world.Service.Database.ExecuteAsync("update work set done_at = '2020-01-01' where kind = 'linking'");

        await _world.BindAsync("hers", Personas.Plain, RecordWorld.HouseholdsPhone);
        await _world.PassAsync();

        (await _world.Service.Database.QueryAsync<long>("select count(*) from work where kind = 'linking' and done_at > '2021-01-01'")).ShouldBe([Many]);
        (await _world.Service.Database.QueryAsync<long>("select count(*) from citizen_walk")).ShouldBe([0]);
    }

    [Fact]
    public async Task An_account_that_passed_to_another_citizen_makes_that_citizen_findable()
    {
        await _world.BindAsync("hers", Personas.Plain);
        var other = await _world.Service.SettledAsync(_world.Service.Portal, TestService.Claim(Personas.Royal));
        using var refused = await _world.Service.Portal.PutAsJsonAsync("/v1/profiles/hers", new { verificationId = other.Id }, Cancellation);
        var task = await Reviews.OnlyAsync(_world.Service.Reviewer);
        await Reviews.DecidedAsync(_world.Service.Reviewer, task.Id, "rebind", "bound_in_error");
        using var agreed = await Reviews.PostAsync(_world.Service.Approver, task.Id, "approve", new { officer = Reviews.Second });
        agreed.StatusCode.ShouldBe(HttpStatusCode.OK);

        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Royal));
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
    }

    [Fact]
    public void A_table_of_words_that_grew_too_large_is_left_and_what_was_read_with_it_stays_readable()
    {
        var engines = new MatchEngines(mostWords: new MatchEngine().Words.Count + 3);
        var first = engines.Current;
        var read = first.Reader.Read(Named("Xạo Xự Xương Xoắn Xuyến"));

        var next = engines.Current;

        next.ShouldNotBeSameAs(first);
        next.Words.Count.ShouldBeLessThan(first.Words.Count);
        Enumerable.Range(0, read.WordCount).Select(at => first.Words[read.Words[at]].Text).ShouldBe(["XẠO", "XỰ", "XƯƠNG", "XOẮN", "XUYẾN"]);
        engines.Current.ShouldBeSameAs(next);
    }

    private static ClaimFields Named(string name) => new(null, null, null, null, name, null, default, null);

    private static object NameAndDateOf(Persona persona) => new { name = persona.Name, birthDate = persona.BirthDate };
}
