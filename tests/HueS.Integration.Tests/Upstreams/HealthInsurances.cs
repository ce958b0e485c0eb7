using HueS.Integration.Identity;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Records.HealthInsurance;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

public sealed class HealthInsurances(TestDatabases databases)
{
    private const string Json = "application/json; charset=utf-8";
    private const string Digits = "4601900011";

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_membership_is_found_by_its_number_however_often_its_card_changed()
    {
        await using var stubs = await RecordStubs.StartAsync(databases);

        var found = (await stubs.World.Room<HealthInsuranceSystem>().FindAsync(Number(Digits), The.Ask(), Cancellation)).ShouldNotBeNull();

        (found.Kind, found.Status, found.OpenedAt, found.ClosedAt).ShouldBe(
            ("GD", "1", new DateTimeOffset(2026, 1, 1, 0, 0, 0, Vietnam), new DateTimeOffset(2026, 12, 31, 0, 0, 0, Vietnam)));
        found.Id.ShouldNotContain(Digits);
        found.Id.ShouldAllBe(letter => char.IsAsciiLetterLower(letter));
        (found.Holder.Insurance, found.Holder.Sex, found.Holder.BirthDate).ShouldBe((Number(Digits), Sex.Female, The.Date("1990-05-12")));
        (await stubs.World.IntentsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_number_nobody_has_is_an_answer()
    {
        await using var stubs = await RecordStubs.StartAsync(databases);

        (await stubs.World.Room<HealthInsuranceSystem>().FindAsync(Number("4601900012"), The.Ask(), Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData("Trần Thị Hoài Thương", "1990-05-12", "1990-05-12")]
    [InlineData("Lê Thị Bướm", "1938", "1938")]
    [InlineData("Hồ Đắc Hưng", "1978-02", "1978-02")]
    public async Task Memberships_are_found_by_name_and_as_much_of_a_birth_date_as_is_known(string name, string asked, string known)
    {
        await using var stubs = await RecordStubs.StartAsync(databases);

        var found = await stubs.World.Room<HealthInsuranceSystem>().FindAsync(The.NameOf(name), The.Date(asked), The.Ask(), Cancellation);

        found.ShouldHaveSingleItem().Holder.BirthDate.ShouldBe(The.Date(known));
    }

    [Fact]
    public async Task What_names_a_person_stands_in_the_body_only()
    {
        await using var world = await UpstreamWorld.StartAsync(databases, ("HealthInsurance:ApiKey", "a-key"));
        await using var asked = await UpstreamWorld.StartAsync(
            databases, ("HealthInsurance:BaseAddress", world.Server.Address.ToString()), ("HealthInsurance:ApiKey", "a-key"));
        world.Answer("""{"maKetQua":"01","data":[]}""", Json);

        await asked.Room<HealthInsuranceSystem>().FindAsync(The.NameOf(The.Name), The.Date("1990-05-12"), The.Ask(), Cancellation);

        var request = world.Server.Requests.ShouldHaveSingleItem();
        request.Target.ShouldBe("/api/bhyt/tra-cuu-theo-ten");
        request.Headers["X-Api-Key"].ShouldBe("a-key");
        System.Text.Json.JsonDocument.Parse(request.Body).RootElement.GetProperty("hoTen").GetString().ShouldBe(The.Name);
        The.ShouldBeFreeOfSecrets(string.Join('\n', asked.Log.Lines));
    }

    [Theory]
    [InlineData("""{"maKetQua":"00","data":[{"maThe":"GD4464601900012","hoTen":"A","ngaySinh":"1990","loaiNgaySinh":1,"gioiTinh":2,"trangThai":"1"}]}""", "Indeterminate")]
    [InlineData("""{"maKetQua":"00","data":[]}""", "Indeterminate")]
    [InlineData("""{"maKetQua":"98","data":null}""", "Indeterminate")]
    [InlineData("""{"maKetQua":"00","data":[{"maThe":"4601900011","hoTen":"A","ngaySinh":"1990","loaiNgaySinh":1,"gioiTinh":2,"trangThai":"1"}]}""", "Indeterminate")]
    [InlineData("""{"maKetQua":"00","data":[{"maThe":"GD4464601900011"}]}""", "ProtocolError")]
    [InlineData("""{"data":[]}""", "ProtocolError")]
    public async Task Anything_but_what_was_asked_for_is_no_answer(string body, string reason)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        await using var asked = await UpstreamWorld.StartAsync(
            databases, ("HealthInsurance:BaseAddress", world.Server.Address.ToString()), ("HealthInsurance:ApiKey", "a-key"));
        world.Answer(body, Json);

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            asked.Room<HealthInsuranceSystem>().FindAsync(Number(Digits), The.Ask(), Cancellation));

        fault.Reason.ToString().ShouldBe(reason);
        fault.ToString().ShouldNotContain(Digits);
    }

    private static InsuranceNumber Number(string digits) =>
        InsuranceNumber.TryParse(digits, out var number) ? number : throw new ArgumentException("no number", nameof(digits));
}
