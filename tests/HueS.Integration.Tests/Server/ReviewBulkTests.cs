using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>Once what stood in the way is mended, the register is asked again about many checks at once.</summary>
public sealed class ReviewBulkTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_register_is_asked_again_about_all_of_them_at_once_and_answers_for_itself()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        await Reviews.DoubtfulCheckAsync(_service, _service.Kiosk);
        var tasks = (await Reviews.ListAsync(_service.Reviewer)).Items.Select(task => task.Id).ToList();

        using var response = await BulkAsync(new { officer = Reviews.First, action = "ask_again", tasks, reason = "data_corrected" });
        var answer = await TestService.ReadAsync<ReviewBulkAnswer>(response);

        answer.Items.Select(item => (item.Task, item.Done)).ShouldBe(tasks.Select(task => (task, true)));
        (await _service.Database.QueryAsync<string>("select note from audit where action = 'review.decided'")).ShouldBe(["AskAgain DataCorrected", "AskAgain DataCorrected"]);
        (await _service.Database.QueryAsync<long>("select count(*) from event where kind = 'verification.pending'")).ShouldBe([2]);
        // It says the same as before, so each is a person's once more.
        await Until.TrueAsync("Two doubts anew", async () => (await Reviews.ListAsync(_service.Reviewer)).Items.Count == 2);
        (await Reviews.ListAsync(_service.Reviewer)).Items.Select(task => task.Id).ShouldNotContain(id => tasks.Contains(id));
    }

    [Fact]
    public async Task It_takes_a_reason_and_leaves_alone_what_somebody_works_on()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        var task = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        await Reviews.TakeAsync(_service.Reviewer, task, Reviews.Second);

        using var withoutReason = await BulkAsync(new { officer = Reviews.First, action = "ask_again", tasks = new[] { task } });
        using var unfitting = await BulkAsync(new { officer = Reviews.First, action = "ask_again", tasks = new[] { task }, reason = "seen_in_person" });
        using var response = await BulkAsync(new { officer = Reviews.First, action = "ask_again", tasks = new[] { task }, reason = "fault_mended" });

        (withoutReason.StatusCode, unfitting.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await TestService.ReadAsync<ReviewBulkAnswer>(response)).Items.ShouldBe([new ReviewBulkItem(task, Done: false, "review_task_owned")]);
        (await Reviews.OnlyAsync(_service.Reviewer)).State.ShouldBe(ReviewState.Open);
    }

    private Task<HttpResponseMessage> BulkAsync(object body) =>
        _service.Reviewer.PostAsJsonAsync($"{Reviews.Tasks}:bulk", body, Cancellation);
}
