using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Mocks;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;
using Link = HueS.Integration.Contracts.Link;
using LinkAccount = HueS.Integration.Contracts.LinkAccount;
using LinkAction = HueS.Integration.Contracts.LinkAction;
using LinkChangeReason = HueS.Integration.Contracts.LinkChangeReason;

namespace HueS.Integration.Tests.World;

/// <summary>Accounts, records and their links, through the doors. The service runs without workers: each pass is the test's own.</summary>
internal sealed class RecordWorld(TestService service)
{
    public const string HouseholdsPhone = "0900000077";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public TestService Service => service;

    public static async Task<RecordWorld> StartAsync(TestDatabases databases, params string[] settings) =>
        new(await TestService.StartAsync(databases, ["--Roles=Api", .. settings]));

    public static object Holder(Persona persona, string? phone = null) =>
        new { number = persona.Number, name = persona.Name, birthDate = persona.BirthDate, phone };

    public async Task<Guid> BindAsync(string account, Persona persona, string? phone = null)
    {
        var verification = await service.SettledAsync(service.Portal, TestService.Claim(persona));
        using var bound = await service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId = verification.Id, phone }, Cancellation);
        bound.IsSuccessStatusCode.ShouldBeTrue($"{(int)bound.StatusCode}");
        // Callers know the citizen by an id of their own.
        return (await service.Database.QueryAsync<Guid>($"select citizen_id from profile where account_id = '{account}'")).Single();
    }

    public async Task TellAsync(string id, object holder, string status = "open", HttpClient? caller = null)
    {
        using var told = await (caller ?? service.Wallet).PutAsJsonAsync(
            $"/v1/records/payments/{id}", new { kind = "wallet", status, holder }, Cancellation);
        told.IsSuccessStatusCode.ShouldBeTrue(await told.Content.ReadAsStringAsync(Cancellation));
    }

    public async Task RemoveAsync(string id)
    {
        using var gone = await service.Wallet.DeleteAsync($"/v1/records/payments/{id}", Cancellation);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>Works off everything that is due.</summary>
    public async Task PassAsync()
    {
        var linker = service.Rooms.GetRequiredService<RecordLinker>();
        for (var pass = 0; await linker.RunOnceAsync(Cancellation) > 0; pass++)
            pass.ShouldBeLessThan(50);
    }

    public async Task<Link> LinkDossierAsync(string account, string dossier)
    {
        using var linked = await service.Portal.PostAsJsonAsync(
            $"/v1/profiles/{account}/links",
            new { system = "dossiers", recordId = dossier, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);
        linked.StatusCode.ShouldBe(HttpStatusCode.OK, await linked.Content.ReadAsStringAsync(Cancellation));
        return await TestService.ReadAsync<Link>(linked);
    }

    /// <summary>The one link of a record, or of it to a citizen, as an operator reads it.</summary>
    public async Task<Link> LinkAsync(string recordId, Guid? citizen = null)
    {
        var id = (await service.Database.QueryAsync<Guid>(
            $"select id from link where record_id = '{recordId}'{(citizen is { } one ? $" and citizen_id = '{one}'" : "")}")).ShouldHaveSingleItem();
        return await ReadAsync(id);
    }

    public async Task<Link> ReadAsync(Guid id)
    {
        using var read = await service.Operator.GetAsync($"/v1/links/{id}", Cancellation);
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Link>(read);
    }

    public async Task<LinkAccount> ExplainAsync(Guid id)
    {
        using var read = await service.Operator.GetAsync($"/v1/links/{id}/explanation", Cancellation);
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<LinkAccount>(read);
    }

    public async Task<HttpResponseMessage> DecideAsync(
        Guid id, LinkAction action, LinkChangeReason reason = LinkChangeReason.DocumentsSeen, int? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/links/{id}/decisions")
        {
            Content = JsonContent.Create(new LinkDecisionRequest(action, reason, "mot-cua-01")),
        };
        if (version is { } expected)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{expected}\"");
        return await service.Operator.SendAsync(request, Cancellation);
    }

    public async Task DecidedAsync(Guid id, LinkAction action, LinkChangeReason reason = LinkChangeReason.DocumentsSeen)
    {
        using var decided = await DecideAsync(id, action, reason);
        decided.StatusCode.ShouldBe(HttpStatusCode.OK, await decided.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Record, state, class and decider of all links, by record.</summary>
    public Task<List<string>> LinksAsync() => service.Database.QueryAsync<string>(
        "select record_id || ' ' || state || ' ' || class || ' ' || decided_by from link order by record_id, id");

    public async Task<List<string>> ReasonsAsync(string recordId) =>
        [.. (await service.Database.QueryAsync<string[]>($"select reasons from link where record_id = '{recordId}'")).ShouldHaveSingleItem()];

    /// <summary>The reasons of each open task about a link.</summary>
    public async Task<List<string>> TasksAsync() =>
        [.. (await service.Database.QueryAsync<string[]>(
            "select reasons from review_task where subject = 'link' and state in ('open', 'proposed') order by id")).Select(reasons => string.Join(' ', reasons))];
}
