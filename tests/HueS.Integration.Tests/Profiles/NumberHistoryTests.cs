using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Upstreams;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Profiles;

public sealed class NumberHistoryTests(TestDatabases databases) : IAsyncLifetime
{
    private const string New = "046190990301";

    private TestService _service = null!;

    private static string Old => Personas.Plain.Number;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        Holds(Old);
        Holds(New);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_profile_bound_by_the_new_number_belongs_to_the_citizen_bound_under_the_old_one()
    {
        var before = await BindAsync("before", await VerifyAsync(Old));
        await ReplaceAsync();

        var after = await BindAsync("after", await VerifyAsync(New));

        after.CitizenId.ShouldBe(before.CitizenId);
        (await CitizensAsync()).ShouldBe(1);
        (await NumbersAsync()).ShouldBe([2]);
    }

    [Fact]
    public async Task A_profile_bound_by_an_earlier_check_of_the_old_number_belongs_to_the_citizen_of_the_new_one()
    {
        var earlier = await VerifyAsync(Old);
        await ReplaceAsync();
        var current = await BindAsync("current", await VerifyAsync(New));

        var late = await BindAsync("late", earlier);

        late.CitizenId.ShouldBe(current.CitizenId);
        (await CitizensAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_is_bound_by_the_old_and_the_new_number_at_the_same_moment_is_one_citizen()
    {
        await using var service = _service;
        _service = await TestService.StartAsync(databases, "--Storage:LockTimeoutMilliseconds=60000", "--Storage:StatementTimeoutMilliseconds=60000");
        Holds(Old);
        Holds(New);
        var (byOld, byNew) = (await VerifyAsync(Old), await VerifyAsync(New));
        await ReplaceAsync();
        await using var source = Npgsql.NpgsqlDataSource.Create(_service.Database.Owner);
        await using var holder = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await holder.BeginTransactionAsync(Cancellation);
        // Both may look who is there, and nobody is written before both have.
        await using var hold = new Npgsql.NpgsqlCommand("lock table citizen in share row exclusive mode", holder);
        await hold.ExecuteNonQueryAsync(Cancellation);

        var binding = Task.WhenAll(BindAsync("old", byOld), BindAsync("new", byNew));
        await Until.TrueAsync("Two that wait", async () => (await _service.Database.QueryAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).Single() == 2);
        await transaction.RollbackAsync(Cancellation);

        (await binding).Select(profile => profile.CitizenId).Distinct().ShouldHaveSingleItem();
        (await CitizensAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_account_is_bound_anew_by_the_new_number_and_nobody_is_asked()
    {
        var before = await BindAsync("same-account", await VerifyAsync(Old));
        await ReplaceAsync();

        var after = await BindAsync("same-account", await VerifyAsync(New));

        (after.CitizenId, after.Version).ShouldBe((before.CitizenId, before.Version + 1));
        (await _service.Database.QueryAsync<long>("select count(*) from review_task where subject = 'profile'")).ShouldBe([0]);
    }

    [Fact]
    public async Task Two_numbers_the_register_never_tied_together_are_two_citizens()
    {
        var one = await BindAsync("one", await VerifyAsync(Old));
        var other = await BindAsync("other", await VerifyAsync(New));

        other.CitizenId.ShouldNotBe(one.CitizenId);
    }

    [Fact]
    public async Task A_successor_with_another_name_is_another_citizen_until_a_person_says_otherwise()
    {
        await BindAsync("before", await VerifyAsync(Old));
        await ReplaceAsync();
        Holds(New, "<ns:Ho>Trần</ns:Ho><ns:ChuDem>Thị Hoài</ns:ChuDem><ns:Ten>Thưởng</ns:Ten>");

        await BindAsync("after", await VerifyAsync(New, "Trần Thị Hoài Thưởng"));

        (await CitizensAsync()).ShouldBe(2);
        (await ReasonsAsync()).ShouldBe(["NumbersOfTwoCitizens"]);
    }

    [Fact]
    public async Task Two_citizens_whose_numbers_turn_out_to_be_one_persons_stay_two_and_a_person_is_asked()
    {
        var one = await BindAsync("one", await VerifyAsync(Old));
        var other = await BindAsync("other", await VerifyAsync(New));
        await ReplaceAsync();

        var again = await BindAsync("other", await VerifyAsync(New, birthDate: "1990"));

        (again.CitizenId, again.CitizenId == one.CitizenId).ShouldBe((other.CitizenId, false));
        (await ReasonsAsync()).ShouldBe(["NumbersOfTwoCitizens"]);
    }

    [Fact]
    public async Task A_citizen_kept_before_there_were_histories_keeps_the_old_number_in_theirs()
    {
        var before = await BindAsync("same-account", await VerifyAsync(Old));
        await _service.Database.ExecuteAsync("delete from citizen_number");
        await ReplaceAsync();

        var after = await BindAsync("same-account", await VerifyAsync(New));

        after.CitizenId.ShouldBe(before.CitizenId);
        (await NumbersAsync()).ShouldBe([2]);
    }

    [Fact]
    public async Task A_dossier_under_the_old_number_is_linked_to_whoever_has_the_new_one()
    {
        await BindAsync("before", await VerifyAsync(Old));
        await ReplaceAsync();
        await BindAsync("after", await VerifyAsync(New));
        var dossier = Personas.Plain.Dossiers.First(one => one.Flaw == DossierFlaw.None).Number;

        using var response = await _service.Portal.PostAsJsonAsync(
            "/v1/profiles/after/links",
            new { system = "dossiers", recordId = dossier, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);
        var link = await TestService.ReadAsync<Link>(response);

        (link.State, link.Explanation.Rule).ShouldBe((LinkState.Linked, "E1"));
    }

    /// <summary>I10</summary>
    [Fact]
    public async Task The_history_identifies_nobody_without_the_keys()
    {
        await BindAsync("before", await VerifyAsync(Old));
        await ReplaceAsync();
        await BindAsync("after", await VerifyAsync(New));

        foreach (var table in (string[])["number_replacement", "citizen_number", "citizen", "audit"])
        {
            var rows = await _service.Database.QueryAsync<string>($"select {table}::text from {table}");
            rows.ShouldNotBeEmpty(table);
            foreach (var number in (string[])[Old, New])
            {
                rows.ShouldAllBe(row => !row.Contains(number, StringComparison.Ordinal));
                rows.ShouldAllBe(row => !row.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(number)), StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    /// <summary>The register says it when somebody still asks by the old number.</summary>
    private async Task ReplaceAsync()
    {
        _service.Stubs.Population.Tells(
            Scripts.LookUp,
            Old,
            The.People(The.Person(Old), $"SoCongDan='1' ThoiDiemDuLieu='20260105083000' GhiChu='THAYTHE:{New}'"));
        var answer = await _service.SettledAsync(_service.Kiosk, TestService.Claim(Personas.Plain, birthDate: "1990"));
        answer.Outcome.ShouldBe(Outcome.NotVerified);
    }

    private void Holds(string number, string? name = null)
    {
        _service.Stubs.Population.Tells(
            Scripts.LookUp, number, The.People(name is null ? The.Person(number) : The.Person(number, name: name)));
        _service.Stubs.Population.Tells(Scripts.VitalStatus, number, The.Vital("0", number));
    }

    private async Task<Guid> VerifyAsync(string number, string? name = null, string? birthDate = null)
    {
        var answer = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain, name, birthDate, number));
        answer.Outcome.ShouldBe(Outcome.Verified);
        return answer.Id;
    }

    private async Task<Profile> BindAsync(string account, Guid verificationId)
    {
        using var response = await _service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId }, Cancellation);
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        return await TestService.ReadAsync<Profile>(response);
    }

    /// <summary>How many numbers each citizen has.</summary>
    private Task<List<long>> NumbersAsync() =>
        _service.Database.QueryAsync<long>("select count(*) from citizen_number group by citizen_id");

    private async Task<long> CitizensAsync() => (await _service.Database.QueryAsync<long>("select count(*) from citizen")).Single();

    private Task<List<string>> ReasonsAsync() =>
        _service.Database.QueryAsync<string>("select unnest(reasons) from review_task where subject = 'profile' and state = 'open'");
}
