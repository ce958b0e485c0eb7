using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.World;

/// <summary>Doubts for people, brought about through the doors, and what officers do about them.</summary>
internal static class Reviews
{
    public const string Tasks = "/v1/review/tasks";
    public const string First = "can-bo-01";
    public const string Second = "can-bo-02";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A check the register answers with another twin's marks, so that a person has to look.</summary>
    public static async Task<Contracts.Verification> DoubtfulCheckAsync(TestService service, HttpClient? caller = null)
    {
        var answer = await service.SettledAsync(caller ?? service.Portal, TestService.Claim(Personas.TwinA, name: Personas.TwinB.Name));
        answer.Outcome.ShouldBe(Outcome.NeedsPerson);
        return answer;
    }

    public static async Task<Link> DoubtfulLinkAsync(TestService service, string account, DossierFlaw flaw)
    {
        var verification = await service.SettledAsync(service.Portal, TestService.Claim(Personas.Plain));
        using var bound = await service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId = verification.Id }, Cancellation);
        bound.IsSuccessStatusCode.ShouldBeTrue($"{(int)bound.StatusCode}");
        using var linked = await service.Portal.PostAsJsonAsync(
            $"/v1/profiles/{account}/links",
            new
            {
                system = "dossiers",
                recordId = Personas.Plain.Dossiers.First(dossier => dossier.Flaw == flaw).Number,
                purpose = TestService.Purpose,
                officer = "mot-cua-01",
            },
            Cancellation);
        var link = await TestService.ReadAsync<Link>(linked);
        link.State.ShouldBe(LinkState.Proposed);
        await service.UntilNothingWaitsToBeLinkedAsync();
        return link;
    }

    public static async Task<ReviewTaskPage> ListAsync(HttpClient caller, string query = "")
    {
        using var response = await caller.GetAsync($"{Tasks}{query}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<ReviewTaskPage>(response);
    }

    public static async Task<ReviewTask> OnlyAsync(HttpClient caller) => (await ListAsync(caller)).Items.ShouldHaveSingleItem();

    public static async Task<ReviewTaskDetail> ReadAsync(HttpClient caller, Guid id)
    {
        using var response = await caller.GetAsync($"{Tasks}/{id}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<ReviewTaskDetail>(response);
    }

    public static async Task<ReviewTask> TakeAsync(HttpClient caller, Guid id, string officer = First)
    {
        using var response = await PostAsync(caller, id, "assign", new { officer });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<ReviewTask>(response);
    }

    public static Task<HttpResponseMessage> PostAsync(HttpClient caller, Guid id, string verb, object body, int? version = null) =>
        SendAsync(caller, HttpMethod.Post, $"{Tasks}/{id}/{verb}", body, version);

    public static async Task<HttpResponseMessage> SendAsync(HttpClient caller, HttpMethod method, string path, object body, int? version = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (version is { } expected)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{expected}\"");
        return await caller.SendAsync(request, Cancellation);
    }

    /// <summary>Takes the task and decides it.</summary>
    public static async Task<HttpResponseMessage> DecideAsync(
        HttpClient caller, Guid id, string decision, string reason, string officer = First)
    {
        var taken = await TakeAsync(caller, id, officer);
        return await PostAsync(caller, id, "decision", new { officer, decision, reason }, taken.Version);
    }

    public static async Task<ReviewTask> DecidedAsync(HttpClient caller, Guid id, string decision, string reason, string officer = First)
    {
        using var response = await DecideAsync(caller, id, decision, reason, officer);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return await TestService.ReadAsync<ReviewTask>(response);
    }

    /// <summary>Lays a task about invented people among the others.</summary>
    public static async Task<Guid> SeedAsync(
        TestService service,
        string kind = "verification",
        string reason = "name_unmarked",
        string decision = "refute",
        object? left = null,
        object? right = null,
        object[]? others = null)
    {
        using var response = await service.Trainer.PostAsJsonAsync(
            "/v1/review/known-answers",
            new
            {
                kind,
                reasons = new[] { reason },
                left = left ?? new { number = "046190000777", name = "Lê Thị Thử Nghiệm", birthDate = "1990-02-03" },
                right = right ?? new { number = "046190000777", name = "Lê Thị Thu Nghiêm", birthDate = "1990-02-03" },
                decision,
                purpose = TestService.Purpose,
                caseReference = "000.00.00.H57-260105-0777",
                others,
            },
            Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return (await TestService.ReadAsync<KnownAnswerSeeded>(response)).TaskId;
    }

    public static async Task<string> CodeOf(HttpResponseMessage response) =>
        (await TestService.ReadAsync<JsonElement>(response)).GetProperty("type").GetString()!.Split('/')[^1];

    /// <summary>Asks for whole values past the watch, which would find them in the answer, where they belong.</summary>
    public static async Task<HttpResponseMessage> UnmaskAsync(TestService service, HttpClient caller, Guid id, object body)
    {
        using var past = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = service.Address };
        past.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", caller.DefaultRequestHeaders.Authorization!.Parameter);
        return await past.PostAsJsonAsync($"{Tasks}/{id}/evidence:unmask", body, Cancellation);
    }
}
