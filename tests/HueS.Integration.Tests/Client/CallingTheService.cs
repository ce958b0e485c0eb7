using System.Text;
using HueS.Integration.Client;
using HueS.Integration.Client.Tokens;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Client;

public sealed class CallingTheService(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_person_is_verified_and_one_token_serves_many_calls()
    {
        var tokens = new CountedTokens();
        using var client = Clients.Of(_service, SandboxClient.Portal, options => options.TokenCache = tokens);

        var asked = await client.Verifications.VerifyAsync(Clients.Ask(Personas.Plain), cancellationToken: Cancellation);
        var settled = await client.Verifications.UntilSettledAsync(asked.Id, Cancellation);
        var explained = await client.Verifications.ExplainAsync(settled.Id, cancellationToken: Cancellation);
        var receipt = await client.Verifications.ReceiptAsync(settled.Receipt, Cancellation);

        (settled.Outcome, explained.Outcome, receipt.State).ShouldBe((Outcome.Verified, Outcome.Verified, ReceiptState.Answered));
        tokens.Fetched.ShouldBe(1);
    }

    [Fact]
    public async Task Each_call_has_a_key_of_its_own_and_the_same_key_is_the_same_check()
    {
        using var client = Clients.Of(_service, SandboxClient.Portal);

        var first = await client.Verifications.VerifyAsync(Clients.Ask(Personas.Plain), cancellationToken: Cancellation);
        var second = await client.Verifications.VerifyAsync(Clients.Ask(Personas.Plain), cancellationToken: Cancellation);
        var kept = await client.Verifications.VerifyAsync(Clients.Ask(Personas.Plain), idempotencyKey: "mine-1", cancellationToken: Cancellation);
        var again = await client.Verifications.VerifyAsync(Clients.Ask(Personas.Plain), idempotencyKey: "mine-1", cancellationToken: Cancellation);
        var reused = await Should.ThrowAsync<HuesProblemException>(client.Verifications.VerifyAsync(
            Clients.Ask(Personas.TwinA), idempotencyKey: "mine-1", cancellationToken: Cancellation));

        first.Id.ShouldNotBe(second.Id);
        again.Id.ShouldBe(kept.Id);
        reused.Code.ShouldBe("idempotency_key_reused");
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_its_texts_and_nothing_of_the_person_in_its_message()
    {
        using var vietnamese = Clients.Of(_service, SandboxClient.Portal);
        using var english = Clients.Of(_service, SandboxClient.Portal, options => options.Language = "en");
        var wrong = Clients.Ask(Personas.Plain) with { Purpose = "9.999999", Subject = new SubjectClaim("12", Name: Personas.Plain.Name, BirthDate: "1990-13-40") };

        var refused = await Should.ThrowAsync<HuesProblemException>(vietnamese.Verifications.VerifyAsync(wrong, cancellationToken: Cancellation));
        var inEnglish = await Should.ThrowAsync<HuesProblemException>(english.Verifications.VerifyAsync(wrong, cancellationToken: Cancellation));

        (refused.Code, refused.Status).ShouldBe(("invalid_request", 400));
        refused.Problem.Errors.ShouldNotBeNull().Select(error => error.Field).ShouldBe(["subject.number", "subject.birthDate"], ignoreOrder: true);
        refused.Problem.Text.ShouldNotBeNull().Vi.Official.ShouldBe(refused.Problem.Detail);
        inEnglish.Problem.Text.ShouldNotBeNull().En.Official.ShouldBe(inEnglish.Problem.Detail);
        refused.Message.ShouldBe($"The service refused: invalid_request (HTTP 400, trace {refused.Problem.TraceId}).");
        LeakWatch.Read("exception of the client", refused.ToString());
    }

    [Fact]
    public async Task A_client_may_not_do_what_its_scopes_do_not_say()
    {
        using var client = Clients.Of(_service, SandboxClient.Portal);

        (await Should.ThrowAsync<HuesProblemException>(client.Register.ReadAsync(Cancellation))).Code.ShouldBe("forbidden");
        (await Should.ThrowAsync<HuesProblemException>(client.Verifications.ReadAsync(Guid.CreateVersion7(), Cancellation))).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task An_outage_of_the_register_is_pending_and_settles_when_it_is_back()
    {
        _service.Stubs.Population.Weather.Down();
        using var client = Clients.Of(_service, SandboxClient.Portal);

        var asked = await client.Verifications.VerifyAsync(Clients.Ask(Personas.Plain), new Prefer { Wait = TimeSpan.FromSeconds(1) }, cancellationToken: Cancellation);
        var waiting = await Clients.ListAsync(client.Verifications.PendingAsync(cancellationToken: Cancellation));
        _service.Stubs.Population.Weather.Clear();
        var settled = await client.Verifications.UntilSettledAsync(asked.Id, Cancellation);

        (asked.Outcome, settled.Outcome).ShouldBe((Outcome.Pending, Outcome.Verified));
        waiting.Select(check => check.Id).ShouldBe([asked.Id]);
    }

    [Fact]
    public async Task A_likely_slip_is_named_before_a_query_is_spent_where_that_is_preferred()
    {
        using var client = Clients.Of(_service, SandboxClient.Portal);
        var swapped = Clients.Ask(Personas.Plain) with { Subject = new SubjectClaim("191990001", Name: Personas.Plain.Name, BirthDate: Personas.Plain.BirthDate) };

        var found = await client.Verifications.ExamineAsync(swapped.Subject, Cancellation);
        var refused = await Should.ThrowAsync<HuesProblemException>(
            client.Verifications.VerifyAsync(swapped, new Prefer { Strict = true }, cancellationToken: Cancellation));

        found.Readable.ShouldBeFalse();
        found.Findings.ShouldNotBeEmpty();
        refused.Status.ShouldBeOneOf(400, 422);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_replaced_once()
    {
        var tokens = new CountedTokens(new AccessToken("not-a-token", DateTimeOffset.MaxValue));
        using var client = Clients.Of(_service, SandboxClient.Operator, options => options.TokenCache = tokens);

        var status = await client.Register.ReadAsync(Cancellation);

        status.Routes.ShouldNotBeEmpty();
        tokens.Fetched.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_apart_from_an_issuer_and_a_service_that_do_not_answer()
    {
        using var stranger = Clients.Of(_service, SandboxClient.Portal, options => options.ClientSecret = "another");
        using var noIssuer = Clients.Of(_service, SandboxClient.Portal, options => (options.TokenAddress, options.Retries) = (Silent, 0));
        using var noService = Clients.Of(_service, SandboxClient.Portal, options => (options.BaseAddress, options.Retries) = (Silent, 0));

        (await Should.ThrowAsync<HuesTokenException>(stranger.Service.SignInAsync(Cancellation))).Code.ShouldBe("invalid_client");
        var issuer = await Should.ThrowAsync<HuesUnreachableException>(noIssuer.Register.ReadAsync(Cancellation));
        var service = await Should.ThrowAsync<HuesUnreachableException>(noService.Register.ReadAsync(Cancellation));

        (issuer.Party, issuer.Reason).ShouldBe((HuesParty.Issuer, "connection_error"));
        (service.Party, service.Reason).ShouldBe((HuesParty.Service, "connection_error"));
        (await noIssuer.Service.ReadinessAsync(Cancellation)).Status.ShouldBe("healthy");
    }

    [Fact]
    public async Task A_list_is_looked_at_sent_watched_and_its_results_and_rejections_read_page_by_page()
    {
        using var client = Clients.Of(_service, SandboxClient.Portal);
        var rows = Enumerable.Range(0, 501).Select(_ => ",Không Số,01/02/1990,");
        var file = Encoding.UTF8.GetBytes(Lists.Csv(rows.Prepend(Lists.Row(Personas.Plain, "A-1"))));

        var seen = await client.Batches.PreviewAsync(new MemoryStream(file), cancellationToken: Cancellation);
        var sent = await client.Batches.SendAsync(
            new VerificationBatchRequest(TestService.Purpose, "QD-12/2026", "mot-cua-01"), new MemoryStream(file), cancellationToken: Cancellation);
        var looks = await Clients.ListAsync(client.Batches.WatchAsync(sent.Id, TimeSpan.FromMilliseconds(100), Cancellation));
        var results = await Clients.ListAsync(client.Batches.ResultsAsync(sent.Id, Cancellation));
        var rejections = await Clients.ListAsync(client.Batches.RejectionsAsync(sent.Id, Cancellation));
        using var csv = new MemoryStream();
        await client.Batches.SaveResultsAsync(sent.Id, csv, semicolon: true, byteOrderMark: true, Cancellation);

        seen.Usable.ShouldBeTrue();
        looks[^1].State.ShouldBe(VerificationBatchState.Completed);
        (results.Count, rejections.Count, rejections[^1].Row).ShouldBe((502, 501, 503));
        results[0].ShouldBe(results[0] with { Reference = "A-1", Outcome = BatchRowOutcome.Verified });
        csv.ToArray()[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        (await Clients.ListAsync(client.Batches.ListAsync(Cancellation))).Select(batch => batch.Id).ShouldBe([sent.Id]);
    }

    [Fact]
    public async Task Records_are_told_line_by_line_and_the_sum_comes_last()
    {
        using var client = Clients.Of(_service, SandboxClient.Wallet);
        var answered = new List<ToldRecordLine>();

        var sum = await client.Records.TellAllAsync("payments", ThreeAsync(), line => { answered.Add(line); return ValueTask.CompletedTask; }, Cancellation);
        var told = await client.Records.TellAsync("payments", "W-1", new PushedRecord("wallet", "closed"), version: 1, Cancellation);
        var stale = await Should.ThrowAsync<HuesProblemException>(client.Records.TellAsync("payments", "W-1", new PushedRecord("wallet", "open"), version: 0, Cancellation));
        await client.Records.RemoveAsync("payments", "W-1", cancellationToken: Cancellation);
        var gone = await client.Records.ReadAsync("payments", "W-1", Cancellation);

        (sum.Lines, sum.Created, sum.Refused, sum.Complete).ShouldBe((3, 2, 1, true));
        answered.Select(line => line.Result).ShouldBe([TellingResult.Created, TellingResult.Refused, TellingResult.Created]);
        (told.Result, stale.Code).ShouldBe((TellingResult.Changed, "record_stale"));
        gone.GoneAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_doubt_is_taken_looked_at_decided_and_agreed_to()
    {
        await Reviews.DoubtfulLinkAsync(_service, "an-account", DossierFlaw.OtherName);
        using var reviewer = Clients.Of(_service, SandboxClient.Reviewer);
        using var approver = Clients.Of(_service, SandboxClient.Approver);

        var taken = (await reviewer.Review.TakeNextAsync(Reviews.First, [ReviewKind.Link], Cancellation)).ShouldNotBeNull();
        var evidence = await reviewer.Review.EvidenceAsync(taken.Id, Cancellation);
        await reviewer.Review.SaveDraftAsync(taken.Id, new ReviewDraftRequest(Reviews.First, ReviewDecision.Link), 0, Cancellation);
        var proposed = await reviewer.Review.DecideAsync(
            taken.Id, new ReviewDecisionRequest(Reviews.First, ReviewDecision.Link, ReviewDecisionReason.DocumentsSeen), taken.Version, Cancellation);
        var waiting = await Clients.ListAsync(approver.Review.ListAsync(new ReviewFilter(State: ReviewState.Proposed), Cancellation));
        var decided = await approver.Review.ApproveAsync(taken.Id, Reviews.Second, Cancellation);
        var nothingLeft = await reviewer.Review.TakeNextAsync(Reviews.First, [ReviewKind.Link], Cancellation);

        evidence.Unmasked.ShouldBeFalse();
        (proposed.State, decided.State).ShouldBe((ReviewState.Proposed, ReviewState.Decided));
        waiting.Select(task => task.Id).ShouldBe([taken.Id]);
        nothingLeft.ShouldBeNull();
    }

    [Fact]
    public async Task A_link_is_explained_taken_away_and_given_back()
    {
        using var portal = Clients.Of(_service, SandboxClient.Portal);
        using var client = Clients.Of(_service, SandboxClient.Operator);
        var check = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var dossier = Personas.Plain.Dossiers.First(one => one.Flaw == DossierFlaw.None).Number;

        var profile = await portal.Profiles.BindAsync("an-account", new ProfileBinding(check.Id), cancellationToken: Cancellation);
        var link = await portal.Profiles.LinkAsync("an-account", new LinkRequest("dossiers", dossier, TestService.Purpose, "mot-cua-01"), Cancellation);
        var away = await client.Links.DecideAsync(
            link.Id, new LinkDecisionRequest(LinkAction.Unlink, LinkChangeReason.WrongPerson, "mot-cua-01"), link.Version, Cancellation);
        var stale = await Should.ThrowAsync<HuesProblemException>(client.Links.DecideAsync(
            link.Id, new LinkDecisionRequest(LinkAction.Undo, LinkChangeReason.DecidedByMistake, "mot-cua-01"), link.Version, Cancellation));
        var back = await client.Links.DecideAsync(
            link.Id, new LinkDecisionRequest(LinkAction.Undo, LinkChangeReason.DecidedByMistake, "mot-cua-01"), cancellationToken: Cancellation);
        await client.Profiles.HoldLinkingAsync("an-account", new LinkingHoldRequest(LinkingHold.Frozen, "mot-cua-01"), Cancellation);
        await client.Profiles.ReleaseLinkingAsync("an-account", cancellationToken: Cancellation);

        profile.AccountId.ShouldBe("an-account");
        (link.State, away.State, stale.Code, back.State).ShouldBe((LinkState.Linked, LinkState.Unlinked, "stale", LinkState.Linked));
        (await client.Links.ExplainAsync(link.Id, Cancellation)).History.Count.ShouldBe(3);
        (await Clients.ListAsync(portal.Profiles.LinksAsync("an-account", Cancellation))).Select(one => one.Id).ShouldBe([link.Id]);
    }

    [Fact]
    public async Task Routes_are_stopped_released_and_limited()
    {
        using var client = Clients.Of(_service, SandboxClient.Operator);
        var route = (await client.Register.ReadAsync(Cancellation)).Routes[0].Name;

        await client.Register.QuarantineAsync(route, "maintenance", Cancellation);
        var stopped = await client.Register.ReadAsync(Cancellation);
        await client.Register.ReleaseAsync(route, Cancellation);
        var cap = await client.Register.CapAsync(route, new RouteCapRequest(PerSecond: 2.5), cancellationToken: Cancellation);

        stopped.Routes[0].Quarantined.ShouldBeTrue();
        cap.PerSecond.ShouldBe(2.5);
        (await client.Service.MessagesAsync(Cancellation)).Keys.ShouldContain("problems");
    }

    [Fact]
    public async Task A_service_asks_for_the_client_and_a_wrong_option_stops_its_start()
    {
        var services = new ServiceCollection();
        services.AddHuesIntegration(options =>
        {
            options.BaseAddress = _service.Address;
            options.TokenAddress = _service.Issuer.TokenAddress;
            options.ClientId = SandboxClient.Portal.Id;
            options.ClientSecret = SandboxClient.Portal.Secret;
        });
        await using var provider = services.BuildServiceProvider();
        var wrong = new ServiceCollection();
        wrong.AddHuesIntegration(options => options.BaseAddress = new Uri("http://elsewhere.example/"));
        await using var refused = wrong.BuildServiceProvider();

        var answer = await provider.GetRequiredService<HuesClient>().Verifications.VerifyAsync(Clients.Ask(Personas.Plain), cancellationToken: Cancellation);

        answer.Receipt.ShouldNotBeEmpty();
        Should.Throw<OptionsValidationException>(refused.GetRequiredService<HuesClient>)
            .Message.ShouldBe("HuesIntegration: BaseAddress must be an https address unless it is on this machine.");
    }

    /// <summary>A port nobody listens on: 1 is never given to anybody.</summary>
    private static Uri Silent => new("http://127.0.0.1:1/");

    private static async IAsyncEnumerable<PushedRecordLine> ThreeAsync()
    {
        await Task.Yield();
        yield return new PushedRecordLine("W-1", "wallet", "open");
        yield return new PushedRecordLine("W 2", "wallet", "open");
        yield return new PushedRecordLine("W-3", "wallet", "open");
    }
}
