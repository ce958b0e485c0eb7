using System.Net;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class BatchControlTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_paused_list_asks_nobody_until_it_is_resumed()
    {
        _service.Stubs.Population.Weather.Down();
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain), Lists.Row(Personas.TwinA)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Running);

        (await Lists.ChangeAsync(_service.Portal, sent.Id, "pause")).State.ShouldBe(VerificationBatchState.Paused);
        (await Lists.ChangeAsync(_service.Portal, sent.Id, "pause")).State.ShouldBe(VerificationBatchState.Paused);
        await UntilNothingIsAskedAsync();
        _service.Stubs.Population.Weather.Clear();
        var asked = _service.Stubs.Population.Requests.Total;
        await LetDuePassAsync();
        _service.Stubs.Population.Requests.Total.ShouldBe(asked);

        (await Lists.ChangeAsync(_service.Portal, sent.Id, "resume")).State.ShouldBe(VerificationBatchState.Running);
        var done = await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        done.Progress.ShouldNotBeNull().Outcomes.ShouldBe([new(Outcome.Verified, 2)]);
        (await _service.Database.QueryAsync<string>("select action || coalesce(' ' || note, '') from audit where action in ('batch.paused', 'batch.resumed') order by at"))
            .ShouldBe(["batch.paused", "batch.paused unchanged", "batch.resumed"]);
    }

    [Fact]
    public async Task A_cancelled_list_keeps_its_answers_and_withdraws_the_rest()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain), Lists.Row(Personas.Slow), Lists.Row(Personas.TwinA)));
        await Lists.UntilAsync(_service.Portal, sent.Id, batch => batch.Progress!.Settled > 0);
        _service.Stubs.Population.Weather.Down();

        var cancelled = await Lists.ChangeAsync(_service.Portal, sent.Id, "cancel");
        (await Lists.ChangeAsync(_service.Portal, sent.Id, "cancel")).State.ShouldBe(VerificationBatchState.Cancelled);
        await Lists.ChangeAsync(_service.Portal, sent.Id, "resume", HttpStatusCode.Conflict);
        for (var look = 0; look < 600 && (await _service.Database.QueryAsync<bool>("select swept from batch")).Single() == false; look++)
            await Task.Delay(100, Cancellation);

        cancelled.State.ShouldBe(VerificationBatchState.Cancelled);
        (cancelled.Progress.ShouldNotBeNull().Settled + cancelled.Progress.Withdrawn).ShouldBe(3);
        cancelled.Progress.Pending.ShouldBe(0);
        (await _service.Database.QueryAsync<long>("select count(*) from work where state = 'new'")).ShouldBe([0]);
        (await Lists.CellsAsync(_service.Portal, sent.Id)).Select(row => row[2]).ShouldBeSubsetOf(["verified", "withdrawn"]);
        (await Lists.ReadAsync(_service.Portal, sent.Id)).Progress!.Settled.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_completed_list_can_neither_be_paused_nor_cancelled()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        await Lists.ChangeAsync(_service.Portal, sent.Id, "pause", HttpStatusCode.Conflict);
        await Lists.ChangeAsync(_service.Portal, sent.Id, "cancel", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_list_that_waits_for_quota_never_delays_the_counter()
    {
        // Lists may only use what is above twice the counter's share of the bucket, and then one token a second.
        await using var service = await TestService.StartAsync(
            databases, "--Population:Ndxp:Pipeline:Quota:PerSecond=1", "--Population:Ndxp:Pipeline:Quota:Burst=10", "--Batches:ChecksAtOnce=8");
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(40)));
        await Until.TrueAsync("A question for the list", async () =>
            (await service.Database.QueryAsync<long>("select count(*) from intent")).Single() >= 2);

        var counter = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));

        counter.Outcome.ShouldBe(Outcome.Verified);
        (await Lists.ReadAsync(service.Portal, sent.Id)).Progress!.Pending.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_list_with_too_many_rows_fails_and_says_why()
    {
        await using var service = await TestService.StartAsync(databases, "--Batches:MaxRows=3", "--Batches:RowsAtOnce=1");
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(4)));

        var failed = await Lists.UntilAsync(service.Portal, sent.Id, VerificationBatchState.Failed);

        failed.Failure.ShouldNotBeNull().Code.ShouldBe("too_many_rows");
        failed.Progress.ShouldNotBeNull().Withdrawn.ShouldBe(3);
        service.Stubs.Population.Requests.Total.ShouldBe(0);
    }

    /// <summary>What was taken before the pause is let finish.</summary>
    private async Task UntilNothingIsAskedAsync()
    {
        for (var look = 0; look < 600; look++)
        {
            if ((await _service.Database.QueryAsync<long>("select count(*) from work where state = 'new' and lease_until is not null")).Single() == 0)
                return;
            await Task.Delay(100, Cancellation);
        }

        throw new TimeoutException("The checks under way did not come back within their bound.");
    }

    /// <summary>Makes everything due, and gives the worker more than one pass.</summary>
    private async Task LetDuePassAsync()
    {
        await _service.Database.ExecuteAsync("update work set due_at = clock_timestamp() where state = 'new'");
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);
    }
}
