using System.Net;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using HueS.Integration.Verification.Batches;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using BatchChecks = HueS.Integration.Verification.Batches.BatchChecks;
using DeferredChecks = HueS.Integration.Verification.DeferredChecks;

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
        failed.Text.Vi.NextStep.ShouldContain("gửi lại danh sách");
        failed.Progress.ShouldNotBeNull().Withdrawn.ShouldBe(3);
        (await Lists.CellsAsync(service.Portal, sent.Id)).Select(row => $"{row[0]} {row[2]}").ShouldBe(["2 withdrawn", "3 withdrawn", "4 withdrawn"]);
        service.Stubs.Population.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_row_that_gets_no_answer_keeps_no_other_row_waiting()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(6)));
        await service.Rooms.GetRequiredService<BatchReader>().RunOnceAsync(Cancellation);
        // As if an equal check were being asked for all the time.
        await service.Database.ExecuteAsync(
            "insert into verification_flight (claim_index, verification_id, until) select claim_index, gen_random_uuid(), clock_timestamp() + interval '1 day' from verification where row_no = 2");
        var checks = service.Rooms.GetRequiredService<BatchChecks>();

        await Until.TrueAsync("An answer for each of the others", async () =>
        {
            await checks.RunOnceAsync(Cancellation);
            return (await service.Database.QueryAsync<long>("select count(*) from verification where outcome is not null")).Single() == 5;
        });

        (await service.Database.QueryAsync<int>("select row_no from verification where outcome is null")).ShouldBe([2]);
    }

    [Fact]
    public async Task A_row_of_a_list_can_be_looked_at_hastened_and_taken_back_like_any_check()
    {
        _service.Stubs.Population.Weather.Down();
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain), Lists.Row(Personas.TwinA)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Running);
        await Until.TrueAsync("An attempt", async () =>
            (await _service.Database.QueryAsync<int>("select max(attempts) from work")).Single() > 0);
        await Lists.ChangeAsync(_service.Portal, sent.Id, "pause");
        await UntilNothingIsAskedAsync();
        var first = (await _service.Database.QueryAsync<Guid>("select id from verification where row_no = 2")).Single();
        var attempts = (await _service.Database.QueryAsync<int>($"select attempts from work where target = '{first}'")).Single();

        using var looked = await _service.Portal.GetAsync($"/v1/verifications/{first}", Cancellation);
        using var retried = await _service.Portal.PostAsync($"/v1/verifications/{first}/retry", null, Cancellation);
        using var taken = await _service.Portal.DeleteAsync($"/v1/verifications/{first}", Cancellation);

        var pending = (await TestService.ReadAsync<Contracts.Verification>(looked)).Pending.ShouldNotBeNull();
        (pending.Reason, pending.Attempts, pending.Position).ShouldBe(("list_paused", attempts, 1));
        (retried.StatusCode, taken.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.OK));
        (await TestService.ReadAsync<Contracts.Verification>(taken)).State.ShouldBe(VerificationState.Withdrawn);
        (await _service.Database.QueryAsync<string>($"select state from work where target = '{first}'")).ShouldBe(["withdrawn"]);
        var progress = (await Lists.ReadAsync(_service.Portal, sent.Id)).Progress.ShouldNotBeNull();
        (progress.Settled, progress.Pending, progress.Withdrawn).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task A_list_whose_purpose_was_withdrawn_fails_once_and_asks_nobody()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(3)));
        await service.Rooms.GetRequiredService<BatchReader>().RunOnceAsync(Cancellation);
        await service.Database.ExecuteAsync("update batch set purpose = '9.999999'; update verification set purpose = '9.999999'");
        var checks = service.Rooms.GetRequiredService<BatchChecks>();

        await checks.RunOnceAsync(Cancellation);
        await checks.SweepAsync(Cancellation);

        var failed = await Lists.ReadAsync(service.Portal, sent.Id);
        (failed.State, failed.Failure.ShouldNotBeNull().Code, failed.Progress!.Withdrawn).ShouldBe((VerificationBatchState.Failed, "purpose_withdrawn", 3));
        (await service.Database.QueryAsync<long>("select (select count(*) from review_task) + (select count(*) from work where state = 'new')")).ShouldBe([0]);
        (await service.Database.QueryAsync<string>("select note from audit where action = 'batch.failed'")).ShouldBe(["PurposeWithdrawn"]);
    }

    [Fact]
    public async Task A_pace_spoilt_by_an_outage_is_no_forecast()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(3)));
        await service.Rooms.GetRequiredService<BatchReader>().RunOnceAsync(Cancellation);
        await Until.TrueAsync("A settled row", async () =>
        {
            // On a busy machine the first attempt may run out of time.
            await service.Database.ExecuteAsync("update work set due_at = clock_timestamp() where state = 'new'");
            await service.Rooms.GetRequiredService<BatchChecks>().RunOnceAsync(Cancellation);
            return (await Lists.ReadAsync(service.Portal, sent.Id)).Progress!.Settled > 0;
        });
        await service.Database.ExecuteAsync("update batch set running_since = '2000-01-01', accepted = 2000000000");

        var slow = (await Lists.ReadAsync(service.Portal, sent.Id)).Progress.ShouldNotBeNull();

        (slow.PerMinute, slow.ExpectedEnd).ShouldBe((0d, null));
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

    /// <summary>Makes everything due, and lets all that works on due checks pass over it.</summary>
    private async Task LetDuePassAsync()
    {
        await _service.Database.ExecuteAsync("update work set due_at = clock_timestamp() where state = 'new'");
        await _service.Rooms.GetRequiredService<BatchChecks>().RunOnceAsync(Cancellation);
        await _service.Rooms.GetRequiredService<DeferredChecks>().RunOnceAsync(Cancellation);
    }
}
