using CsCheck;
using HueS.Integration.Audit;
using HueS.Integration.Linking;
using HueS.Integration.Linking.Records;
using HueS.Integration.Mocks;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using System.Net.Http.Json;
using Xunit;
using LinkState = HueS.Integration.Linking.LinkState;

namespace HueS.Integration.Tests.Linking;

/// <summary>Random histories of the links of one record to two citizens.</summary>
public sealed class LinkLifeProperties(TestDatabases databases) : IAsyncLifetime
{
    /// <summary>Either a person's action, or the record goes (<c>Close</c>) or comes back (<c>Reopen</c>).</summary>
    private static readonly Gen<(int Link, LinkAction Action)[]> Histories = Gen.Select(
        Gen.Int[0, 1],
        Gen.Enum<LinkAction>().Where(action => action is not (LinkAction.Decide or LinkAction.Question or LinkAction.Settle))).Array[1, 14];

    private TestService _service = null!;
    private Guid[] _citizens = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Without workers: the record is looked at when it went or came.
        _service = await TestService.StartAsync(databases, "--Roles=Api");
        _citizens = [await BindAsync("one", Personas.TwinA), await BindAsync("other", Personas.TwinB)];
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Whatever_was_done_the_record_is_one_citizens_at_most_and_every_state_can_be_left_the_way_it_came()
    {
        var desk = _service.Rooms.GetRequiredService<LinkDesk>();
        await Histories.SampleAsync(
            async steps =>
            {
                Guid[] links = [await ProposeAsync(0), await ProposeAsync(1)];
                foreach (var (place, action) in steps)
                {
                    if (action is LinkAction.Close or LinkAction.Reopen)
                    {
                        await GoOrComeAsync(links, action);
                        continue;
                    }

                    var before = await StateAsync(links[place]);
                    var result = await desk.ChangeAsync(Reviewer, links[place], Wish(action), Cancellation);
                    (await HoldersAsync(links)).ShouldBeLessThanOrEqualTo(1);
                    if (result is not LinkChangeResult.Changed)
                    {
                        (await StateAsync(links[place])).ShouldBe(before);
                        continue;
                    }

                    await UndoAndRedoAsync(desk, links, place, before, action);
                }
            },
            iter: 25,
            threads: 1);
    }

    [Fact]
    public async Task All_of_a_history_can_be_undone_down_to_the_proposal()
    {
        var desk = _service.Rooms.GetRequiredService<LinkDesk>();
        await Histories.SampleAsync(
            async steps =>
            {
                Guid[] links = [await ProposeAsync(0), await ProposeAsync(1)];
                foreach (var (place, action) in steps)
                {
                    if (action is LinkAction.Close or LinkAction.Reopen)
                        await GoOrComeAsync(links, action);
                    else
                        await desk.ChangeAsync(Reviewer, links[place], Wish(action), Cancellation);
                }

                foreach (var link in links)
                {
                    var undone = 0;
                    while (await desk.ChangeAsync(Reviewer, link, Wish(LinkAction.Undo), Cancellation) is LinkChangeResult.Changed)
                        (++undone).ShouldBeLessThan(20);
                    (await StateAsync(link)).ShouldBe(LinkState.Proposed);
                    (await HistoryIsWholeAsync(link)).ShouldBeTrue();
                }
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public void What_a_run_did_and_took_back_is_as_if_it_had_never_been()
    {
        LinkChange[] before = [Changed(1, LinkAction.Decide, null, LinkState.Proposed), Changed(2, LinkAction.Close, LinkState.Proposed, LinkState.Closed)];
        LinkChange[] after =
        [
            .. before,
            Changed(3, LinkAction.Reopen, LinkState.Closed, LinkState.Proposed),
            Changed(4, LinkAction.Decide, LinkState.Proposed, LinkState.Linked),
            Changed(5, LinkAction.Close, LinkState.Linked, LinkState.Closed) with { BackTo = 2 },
        ];

        (LinkLife.Reopened(after), LinkLife.Undone(after), LinkLife.Redone(after))
            .ShouldBe((LinkLife.Reopened(before), LinkLife.Undone(before), LinkLife.Redone(before)));
        LinkLife.Reopened(after).ShouldBe(LinkState.Proposed);
    }

    /// <summary>Undoing what was said of it then closes it once more, though its record is there again by now.</summary>
    [Fact]
    public async Task A_link_confirmed_while_its_record_was_gone_can_be_undone_once_the_record_is_back()
    {
        var desk = _service.Rooms.GetRequiredService<LinkDesk>();
        Guid[] links = [await ProposeAsync(0), await ProposeAsync(1)];
        await GoOrComeAsync(links, LinkAction.Close);
        await desk.ChangeAsync(Reviewer, links[0], Wish(LinkAction.Confirm), Cancellation);
        await GoOrComeAsync(links, LinkAction.Reopen);
        await GoOrComeAsync(links, LinkAction.Close);
        await GoOrComeAsync(links, LinkAction.Reopen);
        var before = await StateAsync(links[0]);

        await desk.ChangeAsync(Reviewer, links[0], Wish(LinkAction.Undo), Cancellation);
        var undone = await StateAsync(links[0]);
        await desk.ChangeAsync(Reviewer, links[0], Wish(LinkAction.Undo), Cancellation);

        (before, undone, await StateAsync(links[0])).ShouldBe((LinkState.Linked, LinkState.Closed, LinkState.Proposed));
    }

    [Fact]
    public async Task A_record_that_went_and_came_back_finds_its_links_as_they_were_whatever_had_been_done()
    {
        var desk = _service.Rooms.GetRequiredService<LinkDesk>();
        await Histories.SampleAsync(
            async steps =>
            {
                Guid[] links = [await ProposeAsync(0), await ProposeAsync(1)];
                foreach (var (place, action) in steps)
                {
                    if (action is not (LinkAction.Close or LinkAction.Reopen))
                        await desk.ChangeAsync(Reviewer, links[place], Wish(action), Cancellation);
                }

                var before = await WhereTheyStandAsync(links);
                await GoOrComeAsync(links, LinkAction.Close);
                (await HoldersAsync(links)).ShouldBe(0);
                await GoOrComeAsync(links, LinkAction.Reopen);

                (await WhereTheyStandAsync(links)).ShouldBe(before);
            },
            iter: 15,
            threads: 1);
    }

    private static Actor Reviewer => Actor.Client("operator");

    private static LinkWish Wish(LinkAction action) => new(action, LinkChangeReason.DocumentsSeen, Agreed: true);

    /// <summary>Undoing leads back to where it was, and redoing to where it had come; unless the record is another's by now.</summary>
    private async Task UndoAndRedoAsync(LinkDesk desk, Guid[] links, int place, LinkState before, LinkAction action)
    {
        if (action is LinkAction.Undo or LinkAction.Redo)
            return;
        var after = await StateAsync(links[place]);
        await desk.ChangeAsync(Reviewer, links[place], Wish(LinkAction.Undo), Cancellation);
        (await StateAsync(links[place])).ShouldBe(before);
        await desk.ChangeAsync(Reviewer, links[place], Wish(LinkAction.Redo), Cancellation);
        (await StateAsync(links[place])).ShouldBe(after);
    }

    /// <summary>The record goes or comes back, where it is not so already, and what follows from that is done.</summary>
    private async Task GoOrComeAsync(Guid[] links, LinkAction action)
    {
        var record = (await _service.Database.QueryAsync<string>($"select record_id from link where id = '{links[0]}'"))[0];
        var book = _service.Rooms.GetRequiredService<RecordBook>();
        if (action == LinkAction.Close)
            await book.RemoveAsync(Reviewer, Linker.Dossiers, record, Cancellation);
        else
            await book.TellAsync(Reviewer, Claim(record), expectedVersion: null, Cancellation);
        while (await _service.Rooms.GetRequiredService<RecordLinker>().RunOnceAsync(Cancellation) > 0)
            Cancellation.ThrowIfCancellationRequested();
    }

    private static RecordClaim Claim(string record) => new(Linker.Dossiers, record, "H57", "open", null, null, HolderClaim.Business);

    /// <summary>The state of each link, and what undoing and redoing would lead to.</summary>
    private async Task<List<(LinkState, LinkState?, LinkState?)>> WhereTheyStandAsync(Guid[] links)
    {
        var standing = new List<(LinkState, LinkState?, LinkState?)>();
        foreach (var link in links)
        {
            var history = await HistoryAsync(link);
            standing.Add((await StateAsync(link), LinkLife.Undone(history), LinkLife.Redone(history)));
        }

        return standing;
    }

    private Task<List<LinkChange>> HistoryAsync(Guid link) => WithDatabaseAsync(connection =>
        _service.Rooms.GetRequiredService<LinkChangeStore>().ListAsync(connection, link, Cancellation));

    private async Task<int> HoldersAsync(Guid[] links)
    {
        var holders = 0;
        foreach (var link in links)
            holders += LinkLife.HoldsRecord(await StateAsync(link)) ? 1 : 0;
        return holders;
    }

    private Task<LinkState> StateAsync(Guid link) => WithDatabaseAsync(async connection =>
        (await _service.Rooms.GetRequiredService<LinkStore>().FindAsync(connection, link, Cancellation))!.State);

    /// <summary>Every version is there, each beginning where the one before ended.</summary>
    private async Task<bool> HistoryIsWholeAsync(Guid link)
    {
        var history = await HistoryAsync(link);
        return history.Select(change => change.Version).SequenceEqual(Enumerable.Range(1, history.Count))
            && history.Zip(history.Skip(1)).All(pair => pair.Second.Before == pair.First.After);
    }

    private async Task<Guid> ProposeAsync(int citizen)
    {
        var evidence = PlainComparison.Of(
            new CitizenIdentity(default, Identity.Some.Name("Lê Thị Sương"), Identity.Some.Date(1960, 1, 2), null),
            HolderClaim.Business);
        var link = new Link(
            Guid.CreateVersion7(), _citizens[citizen], Linker.Dossiers, $"R-{_citizens[0]:N}-{_records / 2}", TestService.Purpose,
            LinkState.Proposed, LinkRules.Decide(evidence), evidence, LinkRules.Version, TimeProvider.System.GetUtcNow());
        _records++;
        await _service.Rooms.GetRequiredService<RecordBook>().TellAsync(Reviewer, Claim(link.RecordId), expectedVersion: null, Cancellation);
        return await WithDatabaseAsync(async connection =>
        {
            var kept = (await _service.Rooms.GetRequiredService<LinkStore>().KeepAsync(connection, link, Cancellation))!;
            await _service.Rooms.GetRequiredService<LinkChangeStore>().AddAsync(
                connection, new LinkStep(LinkAction.Decide, null, kept, kept.DecidedAt), "portal", null, Cancellation);
            return kept.Id;
        });
    }

    private int _records;

    private async Task<T> WithDatabaseAsync<T>(Func<Npgsql.NpgsqlConnection, Task<T>> unit)
    {
        await using var connection = await _service.Rooms.GetRequiredService<Database>().OpenAsync(Pool.Api, Cancellation);
        return await unit(connection);
    }

    private async Task<Guid> BindAsync(string account, Persona persona)
    {
        var verification = await _service.SettledAsync(_service.Portal, TestService.Claim(persona));
        using var bound = await _service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId = verification.Id }, Cancellation);
        // Callers know the citizen by an id of their own.
        return (await _service.Database.QueryAsync<Guid>($"select citizen_id from profile where account_id = '{account}'")).Single();
    }

    private static LinkChange Changed(int version, LinkAction action, LinkState? before, LinkState after) =>
        new(version, DateTimeOffset.UnixEpoch.AddDays(version), action, before, after, Decider.Rule, Reason: null);
}
