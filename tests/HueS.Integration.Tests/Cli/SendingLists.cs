using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

public sealed class SendingLists(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private Hues _hues = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        _hues = Hues.As(_service, SandboxClient.Portal);
    }

    public async ValueTask DisposeAsync()
    {
        _hues.Dispose();
        await _service.DisposeAsync();
    }

    private string Good => _hues.File("danh-sach.csv", Lists.Csv(Lists.Row(Personas.Plain, "A-1")));

    [Fact]
    public async Task A_list_is_looked_at_and_not_sent_until_somebody_says_yes()
    {
        var looked = await _hues.RunAsync("batches", "send", Good, "--case", "QD-12/2026", "--lang", "en");
        var none = await _hues.RunAsync("batches", "list");

        looked.Code.ShouldBe(Exit.Done, looked.ToString());
        looked.Error.ShouldContain("Nothing was done. What would be done: a list is sent to be checked; rows: 1");
        none.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_sent_watched_and_its_results_are_read_and_saved()
    {
        var sent = await _hues.RunAsync("batches", "send", Good, "--case", "QD-12/2026", "--yes", "--json");
        var id = sent.Record<VerificationBatch>().Id;
        var watched = await _hues.RunAsync("batches", "watch", $"{id}", "--every", "0.1");
        var results = await _hues.RunAsync("batches", "results", $"{id}", "--json");
        var path = Path.Combine(_hues.Folder, "ket-qua.csv");
        var saved = await _hues.RunAsync("batches", "results", $"{id}", "--output", path, "--semicolon", "--bom");

        watched.Code.ShouldBe(Exit.Done, watched.ToString());
        watched.Lines[^1].ShouldStartWith("completed: ");
        watched.Lines.ShouldBeUnique();
        var row = results.Record<BatchResult>();
        (row.Row, row.Reference, row.Outcome).ShouldBe((2, "A-1", BatchRowOutcome.Verified));
        saved.Code.ShouldBe(Exit.Done, saved.ToString());
        File.ReadAllBytes(path)[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        File.Exists($"{path}.part").ShouldBeFalse();
    }

    [Fact]
    public async Task Rows_to_correct_are_findings_and_named_by_their_row()
    {
        var file = _hues.File("danh-sach.csv", Lists.Csv(Lists.Row(Personas.Plain), ",Không Số,01/02/1990,"));

        var previewed = await _hues.RunAsync("batches", "preview", file, "--lang", "en");
        var id = (await _hues.RunAsync("batches", "send", file, "--case", "QD-12/2026", "--yes", "--json")).Record<VerificationBatch>().Id;
        var watched = await _hues.RunAsync("batches", "watch", $"{id}", "--every", "0.1", "--json");
        var rejected = await _hues.RunAsync("batches", "rejections", $"{id}");

        previewed.Code.ShouldBe(Exit.Findings, previewed.ToString());
        (watched.Code, rejected.Code).ShouldBe((Exit.Findings, Exit.Findings));
        watched.Records<VerificationBatch>()[^1].Rows.ShouldBe(new BatchRows(2, 1, 1, true));
        rejected.Lines.ShouldHaveSingleItem().ShouldStartWith("3\trow\texactly_one_identifier\t");
    }

    [Fact]
    public async Task A_list_without_a_column_it_needs_is_not_sent()
    {
        var file = _hues.File("danh-sach.csv", "Họ và tên,Ngày sinh\nAi Đó,1990\n");

        var said = await _hues.RunAsync("batches", "send", file, "--case", "QD-12/2026", "--yes", "--lang", "en");

        said.Code.ShouldBe(Exit.BadUse);
        said.Output.ShouldContain("Missing column: number");
    }

    [Fact]
    public async Task At_a_terminal_the_number_of_rows_has_to_be_typed()
    {
        var wrong = await _hues.RunAsync(new Typed("yes\n", AtTerminal: true), "batches", "send", Good, "--case", "QD-12/2026", "--lang", "en");
        var right = await _hues.RunAsync(new Typed("1\n", AtTerminal: true), "batches", "send", Good, "--case", "QD-12/2026", "--lang", "en");
        var listed = await _hues.RunAsync("batches", "list");

        wrong.Error.ShouldContain("Type 1 to confirm");
        wrong.Error.ShouldContain("Not confirmed; nothing was changed.");
        right.Code.ShouldBe(Exit.Done, right.ToString());
        listed.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Giving_up_watching_says_that_the_list_goes_on()
    {
        _service.Stubs.Population.Weather.Down();
        var id = (await _hues.RunAsync("batches", "send", Good, "--case", "QD-12/2026", "--yes", "--json")).Record<VerificationBatch>().Id;
        using var interrupt = new CancellationTokenSource();

        var watching = _hues.RunAsync(new Typed(Until: interrupt.Token), "batches", "watch", $"{id}", "--every", "0.1", "--lang", "en");
        await Until.TrueAsync("A list that runs", async () => (await Lists.ReadAsync(_service.Portal, id)).State == VerificationBatchState.Running);
        await interrupt.CancelAsync();
        var said = await watching;
        var paused = await _hues.RunAsync("batches", "pause", $"{id}", "--json");
        var dry = await _hues.RunAsync("batches", "cancel", $"{id}", "--lang", "en");
        var cancelled = await _hues.RunAsync("batches", "cancel", $"{id}", "--yes", "--json");

        said.Code.ShouldBe(Exit.Partial, said.ToString());
        said.Error.ShouldContain($"the list goes on at the server. To stop it: hues batches pause {id}");
        paused.Record<VerificationBatch>().State.ShouldBe(VerificationBatchState.Paused);
        dry.Error.ShouldContain("checks without an answer are withdrawn: 1. Add --yes");
        cancelled.Record<VerificationBatch>().State.ShouldBe(VerificationBatchState.Cancelled);
    }
}
