using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

public sealed class DecidingDoubts(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private Hues _first = null!;
    private Hues _second = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        _first = Hues.As(_service, SandboxClient.Reviewer, Reviews.First);
        _second = Hues.As(_service, SandboxClient.Approver, Reviews.Second);
    }

    public async ValueTask DisposeAsync()
    {
        _first.Dispose();
        _second.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_doubt_is_taken_looked_at_proposed_and_agreed_to_in_a_script()
    {
        await Reviews.DoubtfulLinkAsync(_service, "an-account", DossierFlaw.OtherName);

        var task = (await _first.RunAsync("review", "next", "--kind", "link", "--json")).Record<ReviewTask>();
        var evidence = await _first.RunAsync("review", "evidence", $"{task.Id}");
        var decided = await _first.RunAsync(
            "review", "decide", $"{task.Id}", "--decision", "link", "--reason", "documents_seen", "--if-version", $"{task.Version}", "--lang", "en");
        var same = await _second.RunAsync("review", "approve", $"{task.Id}", "--officer", Reviews.First);
        var agreed = await _second.RunAsync("review", "approve", $"{task.Id}", "--json");
        var counts = await _first.RunAsync("review", "counts", "--json");

        evidence.Code.ShouldBe(Exit.Done, evidence.ToString());
        evidence.Lines[0].ShouldEndWith("\tkhác nhau");
        evidence.Output.ShouldNotContain(Personas.Plain.Number);
        decided.Code.ShouldBe(Exit.Partial, decided.ToString());
        decided.Error.ShouldContain($"A second person has to agree: hues review approve {task.Id}");
        same.Code.ShouldBe(Exit.Refused);
        agreed.Record<ReviewTask>().State.ShouldBe(ReviewState.Decided);
        counts.Record<ReviewCounts>().Kinds.ShouldAllBe(kind => kind.Open == 0);
    }

    [Fact]
    public async Task On_the_screen_a_digit_a_letter_and_enter_decide_and_the_next_one_comes()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        await Reviews.SeedAsync(_service);

        // The second decision's first reason for both; anything else than Enter decides nothing.
        var said = await _first.RunAsync(new Typed(Letters: "x2ax2a\n2a\n", AtTerminal: true), "review", "screen", "--lang", "en");

        said.Code.ShouldBe(Exit.Done, said.ToString());
        said.Output.ShouldContain("As claimed");
        said.Output.ShouldContain("This key does nothing here.");
        said.Output.ShouldContain("Nothing was decided.");
        said.Output.ShouldContain("No task is waiting.");
        said.Output.ShouldContain("2 tasks decided, 0 given back.");
        said.Output.ShouldNotContain(Personas.TwinA.Number);
        (await Reviews.ListAsync(_service.Reviewer, "?state=decided")).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_not_decided_is_given_back_however_the_screen_is_left()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        await Reviews.SeedAsync(_service);
        using var interrupt = new CancellationTokenSource();

        var left = await _first.RunAsync(new Typed(Letters: "nq", AtTerminal: true), "review", "screen", "--lang", "en");
        var interrupted = _first.RunAsync(new Typed(AtTerminal: true, Until: interrupt.Token), "review", "screen", "--lang", "en");
        await Until.TrueAsync("A task that is taken", async () => (await Reviews.ListAsync(_service.Reviewer)).Items.Any(task => task.Owner is not null));
        await interrupt.CancelAsync();

        left.Output.ShouldContain("0 tasks decided, 2 given back.");
        (await interrupted).Output.ShouldContain("0 tasks decided, 1 given back.");
        (await Reviews.ListAsync(_service.Reviewer)).Items.ShouldAllBe(task => task.Owner == null);
    }

    [Fact]
    public async Task The_screen_needs_somebody_to_look_at_it()
    {
        var said = await _first.RunAsync("review", "screen", "--lang", "en");

        said.Code.ShouldBe(Exit.BadUse);
        said.Error.ShouldContain("In scripts: hues review next, evidence, decide.");
    }

    [Fact]
    public async Task A_note_is_piped_in_and_shown_with_the_task()
    {
        var id = await Reviews.SeedAsync(_service);

        await _first.RunAsync("review", "take", $"{id}");
        var noted = await _first.RunAsync(new Typed("Đã gọi điện cho tổ dân phố.\n"), "review", "note", $"{id}");
        var shown = await _first.RunAsync("review", "show", $"{id}");
        var back = await _first.RunAsync("review", "give-back", $"{id}", "--json");
        var free = await _first.RunAsync("review", "list", "--free", "--json");

        noted.Code.ShouldBe(Exit.Done, noted.ToString());
        shown.Output.ShouldContain("Đã gọi điện cho tổ dân phố.");
        back.Record<ReviewTask>().Owner.ShouldBeNull();
        free.Records<ReviewTask>().Select(task => task.Id).ShouldBe([id]);
    }
}
