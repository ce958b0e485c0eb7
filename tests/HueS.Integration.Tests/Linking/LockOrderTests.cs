using System.Net.Http.Json;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Mocks;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using LinkAction = HueS.Integration.Linking.LinkAction;
using LinkChangeReason = HueS.Integration.Linking.LinkChangeReason;
using LinkState = HueS.Integration.Contracts.LinkState;

namespace HueS.Integration.Tests.Linking;

/// <summary>Everybody takes rows in one order: whoever has to wait holds nothing that the one they wait for still needs.</summary>
public sealed class LockOrderTests(TestDatabases databases) : IAsyncLifetime
{
    private RecordWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A busy machine may hold us up for longer than a caller would be made to wait.
    public async ValueTask InitializeAsync()
    {
        _world = await RecordWorld.StartAsync(databases, "--Storage:LockTimeoutMilliseconds=60000", "--Storage:StatementTimeoutMilliseconds=90000");
        await _world.BindAsync("hers", Personas.Plain);
    }

    public ValueTask DisposeAsync() => _world.Service.DisposeAsync();

    [Fact]
    public async Task A_decision_about_a_link_waits_for_a_reviewer_without_holding_the_link()
    {
        var link = await ProposedAsync();
        var (connection, transaction) = await _world.Service.Database.BeginAsync();
        await using var reviewer = connection;
        await connection.ExecuteAsync($"select from review_task where target = '{link.Id}' for no key update", [], Cancellation);

        var decision = _world.Service.Rooms.GetRequiredService<LinkDesk>().ChangeAsync(
            Actor.Client("operator"), link.Id, new LinkWish(LinkAction.Confirm, LinkChangeReason.DocumentsSeen), Cancellation);
        await _world.Service.Database.UntilSomebodyWaitsAsync();
        await connection.ExecuteAsync($"select from link where id = '{link.Id}' for update nowait", [], Cancellation);
        await transaction.RollbackAsync(Cancellation);

        (await decision).ShouldBeOfType<LinkChangeResult.Changed>();
    }

    [Fact]
    public async Task A_citizens_own_freeze_waits_for_whoever_takes_a_hold_back_at_that_moment()
    {
        var (connection, transaction) = await _world.Service.Database.BeginAsync();
        await using var undoing = connection;
        await connection.ExecuteAsync("select from subject where id in (select citizen_id from profile) for no key update", [], Cancellation);

        var freeze = _world.Service.Operator.PutAsJsonAsync("/v1/profiles/hers/linking-hold", new { kind = "frozen", officer = "can-bo-01" }, Cancellation);
        await _world.Service.Database.UntilSomebodyWaitsAsync();
        await transaction.RollbackAsync(Cancellation);

        (await freeze).IsSuccessStatusCode.ShouldBeTrue();
        (await _world.Service.Database.QueryAsync<string>("select kind from linking_hold")).ShouldBe(["Frozen"]);
    }

    [Fact]
    public async Task A_look_at_a_record_waits_for_a_reviewer_without_holding_its_links()
    {
        var link = await ProposedAsync();
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        var (connection, transaction) = await _world.Service.Database.BeginAsync();
        await using var reviewer = connection;
        await connection.ExecuteAsync($"select from review_task where target = '{link.Id}' for no key update", [], Cancellation);

        var pass = _world.PassAsync();
        await _world.Service.Database.UntilSomebodyWaitsAsync();
        await connection.ExecuteAsync($"select from link where id = '{link.Id}' for update nowait", [], Cancellation);
        await transaction.RollbackAsync(Cancellation);
        await pass;

        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
    }

    [Fact]
    public async Task Whoever_tells_a_record_waits_for_who_looks_at_it_and_never_the_other_way_round()
    {
        await ProposedAsync();
        var (connection, transaction) = await _world.Service.Database.BeginAsync();
        await using var looking = connection;
        await connection.ExecuteAsync("select from work where kind = 'linking' for no key update", [], Cancellation);

        var telling = _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain), status: "closed");
        await _world.Service.Database.UntilSomebodyWaitsAsync();
        await connection.ExecuteAsync("set local lock_timeout = '10s'", [], Cancellation);
        await connection.ExecuteAsync("insert into record_key (key, record_id) select '\\x00', id from record", [], Cancellation);
        await transaction.CommitAsync(Cancellation);
        await telling;
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
    }

    [Fact]
    public async Task Whatever_is_done_to_a_record_and_its_link_at_once_each_verb_ends_and_the_history_is_whole()
    {
        var link = await ProposedAsync();
        var desk = _world.Service.Rooms.GetRequiredService<LinkDesk>();

        await Task.WhenAll(
            RepeatAsync(turn => _world.TellAsync("W-1", RecordWorld.Holder(turn % 2 == 0 ? Personas.Plain : Personas.Royal))),
            RepeatAsync(_ => _world.PassAsync()),
            RepeatAsync(turn => desk.ChangeAsync(Actor.Client("operator"), link.Id, Wish(turn), Cancellation)),
            RepeatAsync(turn => desk.ChangeAsync(Actor.Client("operator"), link.Id, Wish(turn + 1), Cancellation)));

        var account = await _world.ExplainAsync(link.Id);
        account.History.Select(change => change.Version).ShouldBe(Enumerable.Range(1, account.Link.Version));
        account.History.Zip(account.History.Skip(1)).ShouldAllBe(pair => pair.Second.Before == pair.First.After);
    }

    [Fact]
    public async Task A_doubt_that_is_told_again_changes_nothing_about_its_task()
    {
        var other = await _world.Service.SettledAsync(_world.Service.Portal, TestService.Claim(Personas.TwinA));
        for (var turn = 0; turn < 2; turn++)
        {
            using var refused = await _world.Service.Portal.PutAsJsonAsync("/v1/profiles/hers", new { verificationId = other.Id }, Cancellation);
            ((int)refused.StatusCode).ShouldBe(409);
        }

        (await _world.Service.Database.QueryAsync<int>("select version from review_task")).ShouldBe([1]);
    }

    private static LinkWish Wish(int turn) => new(
        (turn % 4) switch { 0 => LinkAction.Confirm, 1 => LinkAction.Freeze, 2 => LinkAction.Undo, _ => LinkAction.Unlink },
        LinkChangeReason.DocumentsSeen,
        Agreed: true);

    private static async Task RepeatAsync(Func<int, Task> verb)
    {
        for (var turn = 0; turn < 8; turn++)
            await verb(turn);
    }

    /// <summary>A record without a number, about which a person is asked.</summary>
    private async Task<Contracts.Link> ProposedAsync()
    {
        await _world.TellAsync("W-1", new { name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate });
        await _world.PassAsync();
        var link = await _world.LinkAsync("W-1");
        link.State.ShouldBe(LinkState.Proposed);
        return link;
    }
}
