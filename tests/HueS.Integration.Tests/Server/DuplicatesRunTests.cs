using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>Citizens who may be one person. Nobody works anything off but the test.</summary>
public sealed class DuplicatesRunTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Kind = "duplicates";

    private static readonly string[] Plain = ["plain"];

    private RecordWorld _world = null!;
    private Guid _plain;
    private Guid _twinA;
    private Guid _twinB;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestService Service => _world.Service;

    public async ValueTask InitializeAsync()
    {
        _world = await RecordWorld.StartAsync(databases);
        _plain = await _world.BindAsync("plain", Personas.Plain);
        _twinA = await _world.BindAsync("twin-a", Personas.TwinA, RecordWorld.HouseholdsPhone);
        _twinB = await _world.BindAsync("twin-b", Personas.TwinB, RecordWorld.HouseholdsPhone);
        await _world.PassAsync();
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    [Fact]
    public async Task Two_numbers_in_force_are_two_people_however_alike_and_twins_of_one_phone_stay_two()
    {
        var looked = await RunPasses.LookedAsync(Service, Kind, until: RunState.Completed);

        looked.Counts.ShouldBe(looked.Counts with { Selected = 3, Unchanged = 3, Findings = 0 });
    }

    [Fact]
    public async Task Whom_the_register_ties_together_are_put_before_people_once_and_the_question_is_taken_back_while_nobody_has_touched_it()
    {
        await TieAsync(_plain, _twinA);

        var looked = await RunPasses.LookedAsync(Service, Kind);
        var finding = (await Reconciling.FindingsAsync(Service.Operator, looked.Id)).ShouldHaveSingleItem();
        var done = await RunPasses.StartedAsync(Service, looked.Id);
        var task = await Reviews.OnlyAsync(Service.Reviewer);
        var again = await RunPasses.LookedAsync(Service, Kind, until: RunState.Completed);
        var undone = await RunPasses.UndoneAsync(Service, looked.Id);

        (finding.Category, finding.Effect).ShouldBe((FindingCategory.DuplicateByNumber, RunEffect.Propose));
        finding.Kept.ShouldNotBeNull();
        finding.Register.ShouldNotBeNull();
        (await Service.Database.QueryAsync<long>(
            "select count(distinct subject_id) from audit where action = 'run.disclosed' and note = 'finding'")).ShouldBe([2]);
        done.Counts.Applied.ShouldBe(1);
        (task.Kind, task.State).ShouldBe((ReviewKind.Citizen, ReviewState.Open));
        again.Counts.Findings.ShouldBe(0);
        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((1, 0));
        (await Reviews.ListAsync(Service.Reviewer)).Items.ShouldBeEmpty();
        (await Service.Database.QueryAsync<string>("select state from citizen_merge")).ShouldBe(["Withdrawn"]);
        (await RunPasses.LookedAsync(Service, Kind, new { accounts = Plain })).Counts.Findings.ShouldBe(1);
    }

    [Fact]
    public async Task A_question_somebody_has_taken_up_stays_and_is_listed_and_what_people_answered_is_not_asked_again()
    {
        await TieAsync(_twinA, _twinB);
        var looked = await RunPasses.LookedAsync(Service, Kind);
        await RunPasses.StartedAsync(Service, looked.Id);
        var task = await Reviews.OnlyAsync(Service.Reviewer);
        await Reviews.TakeAsync(Service.Reviewer, task.Id);

        var undone = await RunPasses.UndoneAsync(Service, looked.Id);
        var decided = await Reviews.DecidedAsync(Service.Reviewer, task.Id, "keep_apart", "another_person");
        var again = await RunPasses.LookedAsync(Service, Kind, until: RunState.Completed);

        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((0, 1));
        decided.State.ShouldBe(ReviewState.Decided);
        again.Counts.Findings.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_name_and_birth_date_say_something_only_with_a_phone_or_where_a_number_is_known_to_be_replaced()
    {
        await BecomesAlikeAsync(_twinA, Personas.TwinA);
        (await RunPasses.LookedAsync(Service, Kind, until: RunState.Completed)).Counts.Findings.ShouldBe(0);

        // By a number that is nobody's here.
        await TieAsync(_twinA, (await Service.Database.QueryAsync<Guid>("select id from officer limit 1")).Single());
        (await CategoryAsync()).ShouldBe(FindingCategory.DuplicateByName);
        await _world.BindAsync("plain", Personas.Plain, RecordWorld.HouseholdsPhone);
        (await CategoryAsync()).ShouldBe(FindingCategory.DuplicateByPhone);
    }

    private async Task<FindingCategory> CategoryAsync()
    {
        var looked = await RunPasses.LookedAsync(Service, Kind);
        return (await Reconciling.FindingsAsync(Service.Operator, looked.Id)).ShouldHaveSingleItem().Category;
    }

    /// <summary>Is known from now on by the plain one's name and birth date, and a number of their own.</summary>
    private Task BecomesAlikeAsync(Guid citizenId, Persona own)
    {
        var rooms = Service.Rooms;
        return rooms.GetRequiredService<Database>().TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                var citizen = await rooms.GetRequiredService<SubjectStore>().OpenAsync(connection, citizenId, token);
                var alike = await rooms.GetRequiredService<CitizenStore>().ReadAsync(connection, _plain, token);
                await rooms.GetRequiredService<CitizenStore>().KeepAsync(connection, citizen, alike with { Number = own.Number }, token);
                await rooms.GetRequiredService<CitizenNews>().TellAsync(connection, citizenId, token);
            },
            Cancellation);
    }

    /// <summary>The register said that a number of one was replaced by a number of the other: a citizen's id is their first number's.</summary>
    private Task TieAsync(Guid former, Guid successor) => Service.Database.ExecuteAsync(
        $"insert into number_replacement (former_id, successor_id, successor, verification_id, learnt_at) select '{former}', '{successor}', '\\x00', verification_id, now() from profile limit 1");
}
