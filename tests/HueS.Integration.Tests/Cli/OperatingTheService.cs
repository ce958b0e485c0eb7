using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

public sealed class OperatingTheService(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private Hues _hues = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        _hues = Hues.As(_service, SandboxClient.Operator);
    }

    public async ValueTask DisposeAsync()
    {
        _hues.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_doctor_who_finds_nothing_says_so_part_by_part()
    {
        var said = await _hues.RunAsync("doctor", "--lang", "en");
        var asJson = await _hues.RunAsync("doctor", "--json");

        said.Code.ShouldBe(Exit.Done, said.ToString());
        said.Lines.ShouldAllBe(line => line.StartsWith("✓ ", StringComparison.Ordinal));
        said.Error.ShouldContain("All is well.");
        asJson.Records<Line>().Select(line => line.Check).ShouldBe(
            ["context", "connection", "clock", "serving", "database", "key_ring", "token", "route ndxp"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_wrong_comes_with_its_next_step()
    {
        await _hues.RunAsync("register", "quarantine", "ndxp", "--reason", "maintenance");
        var stopped = await _hues.RunAsync("doctor", "--lang", "en");
        await _hues.RunAsync("register", "release", "ndxp");
        _hues["HUES_CLIENT_SECRET"] = "another";
        var token = await _hues.RunAsync("doctor", "--lang", "en");
        _hues["HUES_TOKEN_ADDRESS"] = "http://127.0.0.1:1/";
        var issuer = await _hues.RunAsync("doctor", "--lang", "en");
        _hues["HUES_SERVER"] = "http://127.0.0.1:1/";
        var silent = await _hues.RunAsync("doctor", "--lang", "en");

        stopped.Code.ShouldBe(Exit.Findings, stopped.ToString());
        stopped.Output.ShouldContain("✗ Route ndxp: stopped (maintenance).");
        stopped.Output.ShouldContain("hues register release ndxp");
        (token.Code, issuer.Code, silent.Code).ShouldBe((Exit.Findings, Exit.Findings, Exit.Unreachable));
        token.Output.ShouldContain("✗ No token could be got (invalid_client).");
        issuer.Output.ShouldContain("Next step: Check the issuer's address http://127.0.0.1:1/");
        silent.Output.ShouldContain("✗ The service does not answer (connection_error).");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_says_nothing_about_anybody()
    {
        _hues["HUES_SERVER"] = "http://127.0.0.1:1/";

        var said = await _hues.RunAsync("register", "show", "--lang", "en");

        said.Code.ShouldBe(Exit.Unreachable);
        said.Error.ShouldContain("This says nothing about any citizen. Next step: hues doctor.");
    }

    [Fact]
    public async Task Routes_are_shown_stopped_and_limited_and_a_limit_is_not_taken_away_by_leaving_words_out()
    {
        var capped = await _hues.RunAsync("register", "cap", "ndxp", "--per-second", "2.5", "--json");
        var unsaid = await _hues.RunAsync("register", "cap", "ndxp");
        var shown = await _hues.RunAsync("register", "show", "--json");
        var gone = await _hues.RunAsync("register", "cap", "ndxp", "--none", "--json");
        await _hues.RunAsync("register", "quarantine", "ndxp", "--reason", "maintenance");
        var stopped = await _hues.RunAsync("register", "show");

        capped.Record<RouteCap>().PerSecond.ShouldBe(2.5);
        unsaid.Code.ShouldBe(Exit.BadUse);
        shown.Record<RegisterStatus>().Routes.ShouldHaveSingleItem().Quota.Cap.PerSecond.ShouldBe(2.5);
        gone.Record<RouteCap>().PerSecond.ShouldBeNull();
        stopped.Code.ShouldBe(Exit.Findings, stopped.ToString());
        stopped.Lines[0].ShouldStartWith("ndxp\tbị dừng maintenance\t");
    }

    [Fact]
    public async Task A_link_is_made_explained_taken_away_and_given_back()
    {
        using var portal = Hues.As(_service, SandboxClient.Portal);
        var check = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var dossier = Personas.Plain.Dossiers.First(one => one.Flaw == DossierFlaw.None).Number;
        var doubtful = Personas.Plain.Dossiers.First(one => one.Flaw == DossierFlaw.OtherName).Number;

        var bound = await portal.RunAsync("profiles", "bind", "an-account", "--verification", $"{check.Id}", "--json");
        var link = (await portal.RunAsync("profiles", "link", "an-account", "--system", "dossiers", "--record", dossier, "--json")).Record<Link>();
        var left = await portal.RunAsync("profiles", "link", "an-account", "--system", "dossiers", "--record", doubtful);
        var away = await _hues.RunAsync("links", "decide", $"{link.Id}", "--action", "unlink", "--reason", "wrong_person", "--json");
        var stale = await _hues.RunAsync("links", "undo", $"{link.Id}", "--reason", "decided_by_mistake", "--if-version", "1");
        var back = await _hues.RunAsync("links", "undo", $"{link.Id}", "--reason", "decided_by_mistake", "--json");
        var explained = await _hues.RunAsync("links", "explain", $"{link.Id}", "--lang", "en");
        var held = await _hues.RunAsync("profiles", "hold", "an-account", "--kind", "frozen");
        var unheld = await _hues.RunAsync("profiles", "unhold", "an-account");

        bound.Record<Profile>().AccountId.ShouldBe("an-account");
        left.Code.ShouldBe(Exit.Findings, left.ToString());
        (away.Record<Link>().State, stale.Code, back.Record<Link>().State).ShouldBe((LinkState.Unlinked, Exit.Refused, LinkState.Linked));
        explained.Output.ShouldContain("Changes:");
        explained.Output.ShouldContain("wrong_person");
        (held.Code, unheld.Code).ShouldBe((Exit.Done, Exit.Done));
        (await portal.RunAsync("profiles", "links", "an-account", "--json")).Records<Link>().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Records_are_told_from_a_file_and_only_once_somebody_says_yes()
    {
        using var wallet = Hues.As(_service, SandboxClient.Wallet);
        var file = wallet.File("vi.ndjson", """
            {"recordId":"W-1","kind":"wallet","status":"open"}

            {"recordId":"W 2","kind":"wallet","status":"open"}
            """);

        var dry = await wallet.RunAsync("records", "tell", "payments", file, "--lang", "en");
        var before = await wallet.RunAsync("records", "show", "payments", "W-1");
        var told = await wallet.RunAsync("records", "tell", "payments", file, "--yes", "--lang", "en");
        var shown = await wallet.RunAsync("records", "show", "payments", "W-1", "--json");
        var torn = await wallet.RunAsync("records", "tell", "payments", wallet.File("hong.ndjson", "{\"recordId\":\"W-3\"\n"), "--yes");

        dry.Error.ShouldContain("records to tell: 2. Add --yes");
        before.Code.ShouldBe(Exit.Refused);
        told.Code.ShouldBe(Exit.Findings, told.ToString());
        told.Lines[^1].ShouldBe("2 lines: 1 new, 0 changed, 0 unchanged, 1 refused, 0 not kept.");
        shown.Record<RecordState>().Version.ShouldBe(1);
        torn.Code.ShouldBe(Exit.BadUse);
    }

    [Fact]
    public async Task A_system_is_linked_again_only_once_somebody_says_yes_and_its_end_is_seen()
    {
        var dry = await _hues.RunAsync("records", "relink", "start", "dossiers", "--lang", "en");
        var started = await _hues.RunAsync("records", "relink", "start", "dossiers", "--yes", "--json");
        var id = started.Record<RecordRelink>().Id;
        Said? shown = null;
        await Until.TrueAsync("The end of linking again", async () =>
            (shown = await _hues.RunAsync("records", "relink", "show", "dossiers", $"{id}", "--lang", "en")).Code == Exit.Done);

        dry.Error.ShouldContain("the records of dossiers are linked again. Add --yes");
        shown!.Output.ShouldContain("dossiers: completed");
        shown.Output.ShouldContain("unmatched 0");
    }

    [Fact]
    public async Task A_code_is_looked_up_in_what_the_service_can_say()
    {
        var said = await _hues.RunAsync("messages", "unknown_purpose", "--lang", "en");
        var none = await _hues.RunAsync("messages", "khong-co-ma-nay");

        said.Lines.ShouldContain(line => line.StartsWith("problems\tunknown_purpose\t", StringComparison.Ordinal));
        none.Code.ShouldBe(Exit.Findings);
    }

    private sealed record Line(string Check, bool Well);
}
