using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Upstreams;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ReplacedNumbersTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Second = "046190990301";
    private const string Third = "046190990302";
    private const string Fourth = "046190990303";
    private const string Fifth = "046190990304";

    private TestService _service = null!;

    private static Persona Replaced => Personas.ReplacedNumber;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_replaced_number_is_followed_to_its_successor_and_still_does_not_verify()
    {
        var answer = await _service.SettledAsync(_service.Portal, TestService.Claim(Replaced));

        answer.Outcome.ShouldBe(Outcome.NumberReplaced);
        answer.Reasons.ShouldBe(["number_replaced", "successor_confirmed"]);
        answer.Grades.ShouldNotBeNull().Name.ShouldBe(NameGrade.Exact);
        _service.Stubs.Population.Requests.About(Replaced.Successor!).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Every_hop_is_a_question_with_an_intent_of_its_own()
    {
        await _service.SettledAsync(_service.Portal, TestService.Claim(Replaced));

        var intents = await _service.Database.QueryAsync<string>("select request_id from intent");
        intents.ShouldBe(_service.Stubs.Population.Requests.RequestIds, ignoreOrder: true);
        intents.Count.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task The_successors_number_is_never_told()
    {
        using var response = await _service.PostAsync(_service.Portal, TestService.Ask(TestService.Claim(Replaced)));

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(Replaced.Successor!);
    }

    [Fact]
    public async Task The_next_question_about_it_asks_the_successor_straight_away()
    {
        await _service.SettledAsync(_service.Portal, TestService.Claim(Replaced));
        _service.Stubs.Population.Requests.Clear();

        var again = await _service.SettledAsync(_service.Kiosk, TestService.Claim(Replaced));
        var shown = await _service.SettledAsync(_service.Portal, TestService.Claim(Replaced, name: Replaced.Name.ToUpperInvariant(), birthDate: Replaced.BirthDate[..4]));

        again.Outcome.ShouldBe(Outcome.NotVerified);
        shown.Reasons.ShouldBe(["number_replaced", "successor_confirmed"]);
        _service.Stubs.Population.Requests.About(Replaced.Number).ShouldBe(0);
        _service.Stubs.Population.Requests.About(Replaced.Successor!).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_name_that_is_not_the_holders_does_not_learn_that_the_number_was_replaced()
    {
        await _service.SettledAsync(_service.Portal, TestService.Claim(Replaced));

        var stranger = await _service.SettledAsync(_service.Portal, TestService.Claim(Replaced, name: Personas.Plain.Name));

        (stranger.Outcome, stranger.Reasons.Single()).ShouldBe((Outcome.NotFound, "no_such_person"));
    }

    [Fact]
    public async Task What_was_learnt_long_ago_is_asked_for_again()
    {
        await _service.SettledAsync(_service.Portal, TestService.Claim(Replaced));
        await _service.Database.ExecuteAsync("update number_replacement set learnt_at = learnt_at - interval '31 days'");
        _service.Stubs.Population.Requests.Clear();

        await _service.SettledAsync(_service.Kiosk, TestService.Claim(Replaced));

        _service.Stubs.Population.Requests.About(Replaced.Number).ShouldBeGreaterThan(0);
        (await _service.Database.QueryAsync<bool>("select learnt_at > clock_timestamp() - interval '1 hour' from number_replacement")).ShouldBe([true]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'replacement.learnt'")).ShouldBe([1]);
    }

    [Fact]
    public async Task What_the_register_takes_back_is_forgotten()
    {
        Replaces(Personas.Plain.Number, Second);
        Holds(Second);
        await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));
        await _service.Database.ExecuteAsync("update number_replacement set learnt_at = learnt_at - interval '31 days'");
        Holds(Personas.Plain.Number);

        var now = await _service.SettledAsync(_service.Kiosk, TestService.Claim(Personas.Plain));

        now.Outcome.ShouldBe(Outcome.Verified);
        (await _service.Database.QueryAsync<long>("select count(*) from number_replacement")).ShouldBe([0]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'replacement.forgotten'")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_chain_of_three_is_followed_and_every_link_remembered()
    {
        Replaces(Personas.Plain.Number, Second);
        Replaces(Second, Third);
        Replaces(Third, Fourth);
        Holds(Fourth);

        var answer = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        answer.Reasons.ShouldBe(["number_replaced", "successor_confirmed"]);
        (await _service.Database.QueryAsync<long>("select count(*) from number_replacement")).ShouldBe([3]);
    }

    [Fact]
    public async Task A_longer_chain_is_left_after_three_hops()
    {
        Replaces(Personas.Plain.Number, Second);
        Replaces(Second, Third);
        Replaces(Third, Fourth);
        Replaces(Fourth, Fifth);
        Holds(Fifth);

        var answer = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        answer.Reasons.ShouldBe(["number_replaced"]);
        _service.Stubs.Population.Requests.About(Fifth).ShouldBe(0);
    }

    [Fact]
    public async Task A_register_that_talks_in_circles_is_not_followed_around()
    {
        Replaces(Personas.Plain.Number, Second);
        Replaces(Second, Personas.Plain.Number);

        var answer = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        (answer.Outcome, answer.Reasons.Single()).ShouldBe((Outcome.NumberReplaced, "number_replaced"));
        _service.Stubs.Population.Requests.About(Second).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_successor_who_is_dead_is_told_as_such()
    {
        Replaces(Personas.Plain.Number, Second);
        Holds(Second, vital: "1");

        var answer = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        (answer.Outcome, answer.Grades).ShouldBe((Outcome.NotAlive, null));
        answer.Reasons.ShouldBe(["person_dead", "number_replaced"]);
    }

    [Fact]
    public async Task A_successor_whose_name_differs_in_its_marks_confirms_nothing()
    {
        Replaces(Personas.Plain.Number, Second);
        Holds(Second, name: "<ns:Ho>Trần</ns:Ho><ns:ChuDem>Thị Hoài</ns:ChuDem><ns:Ten>Thưởng</ns:Ten>");

        var answer = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        (answer.Outcome, answer.Reasons.Single()).ShouldBe((Outcome.NumberReplaced, "number_replaced"));
        answer.Grades.ShouldNotBeNull().Name.ShouldBe(NameGrade.Unmarked);
    }

    /// <summary>I9: half an answer is none, and what was learnt on the way is not asked for again.</summary>
    [Fact]
    public async Task An_outage_on_the_way_leaves_the_check_pending()
    {
        Replaces(Personas.Plain.Number, Second);
        _service.Stubs.Population.Tells(Scripts.LookUp, Second, "<not the register>");

        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        asked.Outcome.ShouldBe(Outcome.Pending);
        _service.Stubs.Population.Requests.Clear();
        Holds(Second);
        var settled = await _service.UntilSettledAsync(_service.Portal, asked.Id);

        settled.Reasons.ShouldBe(["number_replaced", "successor_confirmed"]);
        _service.Stubs.Population.Requests.About(Personas.Plain.Number).ShouldBe(0);
    }

    private void Replaces(string number, string successor) =>
        _service.Stubs.Population.Tells(
            Scripts.LookUp,
            number,
            The.People(The.Person(number), $"SoCongDan='1' ThoiDiemDuLieu='20260105083000' GhiChu='THAYTHE:{successor}'"));

    private void Holds(string number, string vital = "0", string? name = null)
    {
        _service.Stubs.Population.Tells(
            Scripts.LookUp, number, The.People(name is null ? The.Person(number) : The.Person(number, name: name)));
        _service.Stubs.Population.Tells(Scripts.VitalStatus, number, The.Vital(vital, number));
    }
}
