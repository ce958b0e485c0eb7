using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>I8: who is told no detail learns none from when an end is seen, whichever door it looks through.</summary>
public sealed class EvenTimeTests(TestDatabases databases) : IAsyncLifetime
{
    private const string SeenAt =
        "select created_at + ceil(extract(epoch from settled_at - created_at) / 5)::float8 * interval '5 s' from verification";

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    // Nothing is tried again by itself: these tests say when.
    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(
        databases, "--Server:EvenTimeStep=00:00:05", "--Receipts:LooksPerMinute=100000", "--Verification:FirstDelay=00:05:00", "--Verification:LongestDelay=00:05:00");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_end_of_a_check_is_seen_at_an_even_time_through_every_door()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Kiosk, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();
        await SettleRightAfterAnEvenTimeAsync(pending.CreatedAt);

        var seenAt = await SeenAtAsync();
        Func<Task<bool>>[] doors =
        [
            () => ReadShowsAsync(pending.Id),
            () => ListShowsAsync(pending.Id),
            () => ExplanationShowsAsync(pending.Id),
            () => ReceiptShowsAsync(pending.Receipt),
            () => RefusesAsync(HttpMethod.Post, $"/v1/verifications/{pending.Id}/retry"),
            () => RefusesAsync(HttpMethod.Delete, $"/v1/verifications/{pending.Id}"),
        ];
        foreach (var door in doors[..4])
            await ShouldTellAsync(door, seenAt);
        foreach (var door in doors)
            await UntilToldAsync(door, seenAt);

        (await _service.UntilSettledAsync(_service.Kiosk, pending.Id)).Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task The_end_of_a_row_is_seen_at_an_even_time_in_counts_results_and_state_of_its_list()
    {
        _service.Stubs.Population.Weather.Down();
        var sent = await Lists.SendAsync(_service.Kiosk, Lists.Csv(Lists.Row(Personas.Plain)));
        await Until.TrueAsync("An attempt", async () =>
            (await _service.Database.QueryAsync<bool>("select attempts > 0 and lease_until is null from work")).SingleOrDefault());
        _service.Stubs.Population.Weather.Clear();
        var created = (await _service.Database.QueryAsync<DateTime>("select created_at from verification")).Single();
        await SettleRightAfterAnEvenTimeAsync(new DateTimeOffset(created, TimeSpan.Zero));

        var seenAt = await SeenAtAsync();
        Func<Task<bool>>[] doors =
        [
            async () => (await Lists.ReadAsync(_service.Kiosk, sent.Id)).Progress!.Settled == 1,
            async () => (await Lists.CellsAsync(_service.Kiosk, sent.Id)).Single()[2] == "verified",
        ];
        foreach (var door in doors)
            await ShouldTellAsync(door, seenAt);
        foreach (var door in doors)
            await UntilToldAsync(door, seenAt);
        var done = await Lists.UntilAsync(_service.Kiosk, sent.Id, VerificationBatchState.Completed);

        Now.ShouldBeGreaterThan(seenAt);
        (done.Progress!.Settled, done.Progress.Pending, done.Progress.Withdrawn).ShouldBe((1, 0, 0));
        done.FinishedAt.ShouldNotBeNull().ShouldBeGreaterThan(seenAt, "it tells no more than the even time did");
    }

    /// <summary>Whether an account can be bound says that the check is verified.</summary>
    [Fact]
    public async Task An_account_is_bound_at_an_even_time_and_not_before()
    {
        await using var service = _service;
        _service = await TestService.StartAsync(
            databases,
            "--Server:EvenTimeStep=00:00:05",
            "--Verification:FirstDelay=00:05:00",
            "--Verification:LongestDelay=00:05:00",
            $"--Access:Clients:0:Purposes:{TestService.Purpose}=Outcome");
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();
        await SettleRightAfterAnEvenTimeAsync(pending.CreatedAt);

        var seenAt = await SeenAtAsync();
        await ShouldTellAsync(() => BindingTellsAsync(pending.Id), seenAt);
        await UntilToldAsync(() => BindingTellsAsync(pending.Id), seenAt);
    }

    [Fact]
    public async Task Who_sees_grades_sees_an_end_at_once()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();
        await SettleRightAfterAnEvenTimeAsync(pending.CreatedAt);

        using var read = await _service.Portal.GetAsync($"/v1/verifications/{pending.Id}", Cancellation);

        (await TestService.ReadAsync<Contracts.Verification>(read)).State.ShouldBe(VerificationState.Settled);
    }

    /// <summary>An end is told from its even time on and not before, however fast this machine is.</summary>
    private static async Task<bool> ShouldTellAsync(Func<Task<bool>> door, DateTimeOffset seenAt)
    {
        var before = Now;
        var told = await door();
        if (told)
            Now.ShouldBeGreaterThanOrEqualTo(seenAt);
        else
            before.ShouldBeLessThan(seenAt);
        return told;
    }

    private static Task UntilToldAsync(Func<Task<bool>> door, DateTimeOffset seenAt) =>
        Until.TrueAsync("An end that is told", () => ShouldTellAsync(door, seenAt));

    private async Task SettleRightAfterAnEvenTimeAsync(DateTimeOffset created)
    {
        await Until.TrueAsync("An even time", () => Task.FromResult((Now - created).TotalSeconds % 5 < 0.5));
        await Until.TrueAsync("An end", async () =>
        {
            // Whoever was working on it just now may put it off once more.
            await _service.Database.ExecuteAsync("update work set due_at = clock_timestamp() where state = 'new' and lease_until is null");
            return (await _service.Database.QueryAsync<bool>("select outcome is not null from verification")).Single();
        });
    }

    private async Task<DateTimeOffset> SeenAtAsync() =>
        new((await _service.Database.QueryAsync<DateTime>(SeenAt)).Single(), TimeSpan.Zero);

    private async Task<bool> ReadShowsAsync(Guid id)
    {
        using var response = await _service.Kiosk.GetAsync($"/v1/verifications/{id}", Cancellation);
        var read = await TestService.ReadAsync<Contracts.Verification>(response);
        if (read.State == VerificationState.Settled)
            return true;
        // As it was before it ended, in every particular.
        var pending = read.Pending.ShouldNotBeNull();
        (pending.Reason, pending.Attempts, pending.Position).ShouldBe(("register_unreachable", 1, 1));
        return false;
    }

    private async Task<bool> ListShowsAsync(Guid id)
    {
        using var response = await _service.Kiosk.GetAsync("/v1/verifications", Cancellation);
        return (await TestService.ReadAsync<VerificationPage>(response)).Verifications.All(check => check.Id != id);
    }

    private async Task<bool> ExplanationShowsAsync(Guid id)
    {
        using var response = await _service.Kiosk.PostAsJsonAsync("/v1/verifications:explain", new { verificationId = id }, Cancellation);
        return (await TestService.ReadAsync<Explanation>(response)).DecidedBy?.Code != "waiting";
    }

    private async Task<bool> ReceiptShowsAsync(string receipt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/receipts/{receipt}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await _service.Anyone.SendAsync(request, Cancellation);
        return (await TestService.ReadAsync<Receipt>(response)).State != ReceiptState.Waiting;
    }

    private async Task<bool> BindingTellsAsync(Guid id)
    {
        using var response = await _service.Portal.PutAsJsonAsync("/v1/profiles/account-1", new { verificationId = id }, Cancellation);
        if (response.IsSuccessStatusCode)
            return true;
        (await Reviews.CodeOf(response)).ShouldBe("verification_not_usable");
        return false;
    }

    private async Task<bool> RefusesAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await _service.Kiosk.SendAsync(request, Cancellation);
        return response.StatusCode == HttpStatusCode.Conflict;
    }
}
