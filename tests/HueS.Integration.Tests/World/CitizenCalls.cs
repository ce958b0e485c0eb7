using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Upstreams;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.World;

/// <summary>Citizens as callers see them, brought about, merged and taken apart through the doors.</summary>
internal static class CitizenCalls
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>From now on the register holds a person of the plain persona's name under this number.</summary>
    public static void Holds(TestService service, string number, string? name = null)
    {
        service.Stubs.Population.Tells(Scripts.LookUp, number, The.People(name is null ? The.Person(number) : The.Person(number, name: name)));
        service.Stubs.Population.Tells(Scripts.VitalStatus, number, The.Vital("0", number));
    }

    /// <summary>The register says it when somebody still asks by the former number.</summary>
    public static async Task ReplaceAsync(TestService service, string former, string successor)
    {
        service.Stubs.Population.Tells(
            Scripts.LookUp,
            former,
            The.People(The.Person(former), $"SoCongDan='1' ThoiDiemDuLieu='20260105083000' GhiChu='THAYTHE:{successor}'"));
        var answer = await service.SettledAsync(service.Kiosk, TestService.Claim(Personas.Plain, birthDate: "1990", number: former));
        answer.Outcome.ShouldBe(Outcome.NotVerified);
    }

    public static async Task<Guid> VerifyAsync(TestService service, string number, string? birthDate = null)
    {
        var answer = await service.SettledAsync(service.Portal, TestService.Claim(Personas.Plain, birthDate: birthDate, number: number));
        answer.Outcome.ShouldBe(Outcome.Verified);
        return answer.Id;
    }

    public static async Task<Profile> BindAsync(TestService service, string account, Guid verificationId, string? phone = null)
    {
        using var response = await service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId, phone }, Cancellation);
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        return await TestService.ReadAsync<Profile>(response);
    }

    /// <summary>The citizen of an account by the id this caller knows.</summary>
    public static async Task<Guid> CitizenOfAsync(HttpClient caller, string account)
    {
        using var response = await caller.GetAsync($"/v1/profiles/{account}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await TestService.ReadAsync<Profile>(response)).CitizenId;
    }

    /// <summary>Looks at a citizen without following where the answer leads.</summary>
    public static Task<HttpResponseMessage> LookAsync(TestService service, HttpClient caller, Guid citizen) =>
        LookAsync(service, caller, $"/v1/citizens/{citizen}");

    public static async Task<HttpResponseMessage> LookAsync(TestService service, HttpClient caller, string path)
    {
        using var straight = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service.Address };
        straight.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", caller.DefaultRequestHeaders.Authorization!.Parameter);
        return await straight.GetAsync(path, Cancellation);
    }

    public static async Task<CitizenDetail> ReadAsync(HttpClient caller, Guid citizen)
    {
        using var response = await caller.GetAsync($"/v1/citizens/{citizen}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<CitizenDetail>(response);
    }

    /// <summary>Says, by two accounts, that their citizens are one; the first account's goes on.</summary>
    public static async Task<HttpResponseMessage> ProposeAsync(TestService service, string survivor, string merged, string officer = Reviews.First)
    {
        var (one, other) = (await CitizenOfAsync(service.Operator, survivor), await CitizenOfAsync(service.Operator, merged));
        return await service.Operator.PostAsJsonAsync(
            $"/v1/citizens/{one}/merges", new { citizen = other, officer, reason = "documents_seen" }, Cancellation);
    }

    /// <summary>The same, with a second officer's consent.</summary>
    public static async Task MergeAsync(TestService service, string survivor, string merged)
    {
        using var proposed = await ProposeAsync(service, survivor, merged);
        proposed.StatusCode.ShouldBe(HttpStatusCode.Created, await proposed.Content.ReadAsStringAsync(Cancellation));
        var task = await TestService.ReadAsync<ReviewTask>(proposed);
        using var approved = await Reviews.PostAsync(service.Approver, task.Id, "approve", new { officer = Reviews.Second });
        approved.StatusCode.ShouldBe(HttpStatusCode.OK, await approved.Content.ReadAsStringAsync(Cancellation));
    }

    public static Task<HttpResponseMessage> UnmergeAsync(HttpClient caller, Guid citizen) =>
        caller.PostAsJsonAsync($"/v1/citizens/{citizen}/unmerge", new { officer = Reviews.First, reason = "another_person" }, Cancellation);

    public static async Task<CitizenUnmerged> UnmergedAsync(HttpClient caller, Guid citizen)
    {
        using var response = await UnmergeAsync(caller, citizen);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return await TestService.ReadAsync<CitizenUnmerged>(response);
    }

    public static async Task<Link> LinkAsync(TestService service, string account, string dossier)
    {
        using var response = await service.Portal.PostAsJsonAsync(
            $"/v1/profiles/{account}/links",
            new { system = "dossiers", recordId = dossier, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Link>(response);
    }

    public static async Task<Link> DecideAsync(TestService service, Guid link, string action, string reason = "documents_seen")
    {
        using var response = await service.Operator.PostAsJsonAsync(
            $"/v1/links/{link}/decisions", new { action, reason, officer = Reviews.First }, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return await TestService.ReadAsync<Link>(response);
    }

    public static async Task<IReadOnlyList<Link>> LinksAsync(TestService service, string account)
    {
        using var response = await service.Portal.GetAsync($"/v1/profiles/{account}/links", Cancellation);
        return (await TestService.ReadAsync<LinkPage>(response)).Items;
    }
}
