using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Records;
using HueS.Integration.Upstreams.Records.Dossiers;
using HueS.Integration.Upstreams.Records.Feedback;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>What changed in the pulled systems, page by page.</summary>
public sealed class RecordChanges(TestDatabases databases)
{
    private const string Json = "application/json; charset=utf-8";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Ask Ask => Ask.AboutNobody("hues", TimeProvider.System.GetUtcNow().AddMinutes(1));

    [Fact]
    public async Task Dossiers_are_read_from_mark_to_mark()
    {
        await using var stubs = await RecordStubs.StartAsync(databases);
        var dossiers = stubs.World.Room<DossierSystem>();

        var first = await dossiers.ReadChangesAsync(null, Ask, Cancellation);
        var second = await dossiers.ReadChangesAsync(first.Mark, Ask, Cancellation);
        var third = await dossiers.ReadChangesAsync(second.Mark, Ask, Cancellation);

        (first.Records.Count, first.Mark, first.IsLast).ShouldBe((3, "moc-1", false));
        (second.Mark, second.IsLast).ShouldBe(("moc-2", true));
        third.ShouldBe(new ChangesPage([], "moc-2", true, 0), Comparer);
        var dossier = first.Records[0];
        (dossier.Id, dossier.Kind, dossier.Status, dossier.OpenedAt).ShouldBe(
            (Personas.Plain.Dossiers[0].Number, "1.004194", "2", new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(7))));
        dossier.Holder.Number.ShouldBe(The.NumberOf(Personas.Plain.Number));
        (await stubs.World.IntentsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Feedback_is_read_category_by_category_and_page_by_page()
    {
        await using var stubs = await RecordStubs.StartAsync(databases, ("Feedback:Pull:PageSize", "1"));
        var feedback = stubs.World.Room<FeedbackSystem>();

        var (marks, reports) = (new List<string?>(), new List<PulledRecord>());
        string? mark = null;
        do
        {
            var page = await feedback.ReadChangesAsync(mark, Ask, Cancellation);
            reports.AddRange(page.Records);
            marks.Add(mark = page.Mark);
        }
        while (mark is not null);

        marks.ShouldBe(["1:2", "1:3", "2:1", null]);
        reports.Select(report => $"{report.Id} {report.Kind} {report.Status}").ShouldBe(
            ["PA-101 CM-1 done", "PA-102 CM-1 in_progress", "PA-103 CM-1 received", "PA-201 CM-2 received"]);
        reports[0].OpenedAt.ShouldBe(new DateTimeOffset(2026, 1, 5, 19, 30, 0, TimeSpan.FromHours(7)));
        reports[0].Holder.ShouldBe(new HolderClaim(null, null, The.NameOf(Personas.Plain.Name), null, Personas.Plain.Phone) { Account = "tk-hoai" });
        // She wrote that she is nobody, and a phone in another form.
        reports[2].Holder.ShouldBe(new HolderClaim(null, null, null, null, Personas.MarksLost.Phone));
    }

    [Fact]
    public async Task Another_token_is_refused_and_is_no_answer()
    {
        await using var stubs = await RecordStubs.StartAsync(databases, ("Feedback:Token", "another"));

        await Should.ThrowAsync<UpstreamRefusedException>(() => stubs.World.Room<FeedbackSystem>().ReadChangesAsync("1:1", Ask, Cancellation));
    }

    [Fact]
    public async Task An_odd_record_spoils_no_other()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(
            """
            {"error_code":0,"message":"","MocTiepTheo":"m","ConNua":false,"data":[
            {"MaHoSo":"000.00.00.H57-260105-0001","MaTTHC":"1","TrangThaiHoSo":"2","LoaiDoiTuong":1,"NgayTra":"20260112"},
            {"MaHoSo":"046190990001","MaTTHC":"1","TrangThaiHoSo":"2","LoaiDoiTuong":1},
            {"MaHoSo":"000.00.00.H57-260105-0002","MaTTHC":"1","TrangThaiHoSo":"2","LoaiDoiTuong":3},
            {"MaHoSo":7},
            5]}
            """,
            Json);

        var page = await world.Dossiers.ReadChangesAsync("a mark / of? theirs", Ask, Cancellation);

        page.Records.ShouldHaveSingleItem().ClosedAt.ShouldBe(new DateTimeOffset(2026, 1, 12, 0, 0, 0, TimeSpan.FromHours(7)));
        page.Skipped.ShouldBe(4);
        world.Server.Requests.ShouldHaveSingleItem().Target.ShouldBe("/api/dossiers?since=a%20mark%20%2F%20of%3F%20theirs&limit=100");
        (await world.IntentsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"error_code":0,"message":"","data":[],"ConNua":false}""")]
    [InlineData("""{"error_code":1,"message":"","data":null}""")]
    [InlineData("""{"error_code":0,"message":"","data":[]""")]
    public async Task A_page_without_its_mark_is_none(string body)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(body, Json);

        await Should.ThrowAsync<UpstreamUnavailableException>(() => world.Dossiers.ReadChangesAsync(null, Ask, Cancellation));
    }

    private static IEqualityComparer<ChangesPage> Comparer { get; } = EqualityComparer<ChangesPage>.Create(
        (one, other) => one!.Records.SequenceEqual(other!.Records) && (one.Mark, one.IsLast, one.Skipped) == (other.Mark, other.IsLast, other.Skipped),
        page => page.Records.Count);
}
