using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Records;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

public sealed class Dossiers(TestDatabases databases)
{
    private const string Number = "000.00.00.H57-260105-0001";
    private const string Json = "application/json; charset=utf-8";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dossier_is_read_in_our_words()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(Answer(), Json);

        var dossier = (await world.Dossiers.ReadAsync(Number, The.Ask(), Cancellation)).ShouldNotBeNull();

        dossier.Number.ShouldBe(Number);
        dossier.ProcedureCode.ShouldBe("1.004194");
        dossier.Status.ShouldBe("2");
        dossier.ReceivedAt.ShouldBe(new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(7)));
        dossier.Holder.ShouldBe(new HolderClaim(
            The.NumberOf(The.Number), null, The.NameOf(The.Name), The.Date("1990-05-12"), "0100990001"));
        The.ShouldBeFreeOfSecrets(dossier.ToString());
        var request = world.Server.Requests.ShouldHaveSingleItem();
        request.Target.ShouldBe($"/api/dossiers/{Number}");
        request.Headers["Authorization"].ShouldBe("Bearer a-token-for-tests");
        (await world.IntentsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("191990001", "1990", true)]
    [InlineData("", "", false)]
    [InlineData("không rõ", "32131990", false)]
    public async Task What_people_typed_is_read_as_far_as_it_can_be(string holder, string birthDate, bool isUnderstood)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(Answer(holder: holder, birthDate: birthDate), Json);

        var claim = (await world.Dossiers.ReadAsync(Number, The.Ask(), Cancellation))!.Holder;

        claim.Number.ShouldBeNull();
        claim.OldCard.HasValue.ShouldBe(isUnderstood);
        claim.BirthDate.HasValue.ShouldBe(isUnderstood);
    }

    [Fact]
    public async Task A_business_makes_no_claim_to_be_a_citizen()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(Answer(kind: "2"), Json);

        var claim = (await world.Dossiers.ReadAsync(Number, The.Ask(), Cancellation))!.Holder;

        claim.ShouldBe(new HolderClaim(null, null, null, null, null) { Kind = HolderKind.Business });
    }

    [Fact]
    public async Task No_such_dossier_is_an_answer()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer("""{"error_code":1,"message":"Không tìm thấy hồ sơ.","data":null}""", Json);

        (await world.Dossiers.ReadAsync(Number, The.Ask(), Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"error_code":2,"message":"","data":null}""", Json, "Indeterminate")]
    [InlineData("""{"error_code":0,"message":"","data":null}""", Json, "Indeterminate")]
    [InlineData("""{"message":"","data":null}""", Json, "ProtocolError")]
    [InlineData("""{"error_code":1,"error_code":1,"data":null}""", Json, "ProtocolError")]
    [InlineData("""{"error_code":"1","data":null}""", Json, "ProtocolError")]
    [InlineData("""{"ERROR_CODE":1,"data":null}""", Json, "ProtocolError")]
    [InlineData("""{"error_code":1,"data":null""", Json, "ProtocolError")]
    [InlineData("""{"error_code":1,"data":null}""", "text/html", "ProtocolError")]
    [InlineData("null", Json, "ProtocolError")]
    [InlineData("", Json, "ProtocolError")]
    public async Task Anything_else_is_none(string body, string contentType, string reason)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(body, contentType);

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Dossiers.ReadAsync(Number, The.Ask(), Cancellation));

        fault.Reason.ToString().ShouldBe(reason);
        fault.InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task Another_dossier_than_the_one_asked_for_is_no_answer()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(Answer(number: "000.00.00.H57-260105-0002"), Json);

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Dossiers.ReadAsync(Number, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.Indeterminate);
        The.ShouldBeFreeOfSecrets(fault.ToString());
    }

    [Theory]
    [InlineData("000.00.00.H57-260105-0001", true)]
    [InlineData("H57.12.34-250131-0042", true)]
    [InlineData("000.00.00.H57-260105-0001/../x", false)]
    [InlineData("000.00.00.H57-260105-0001\n", false)]
    [InlineData("046190990001", false)]
    [InlineData("", false)]
    public async Task Only_what_has_the_form_of_a_number_is_asked_about(string text, bool isNumber)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);

        world.Dossiers.IsNumber(text).ShouldBe(isNumber);

        if (!isNumber)
            await Should.ThrowAsync<ArgumentException>(() => world.Dossiers.ReadAsync(text, The.Ask(), Cancellation));
        world.Server.Requests.ShouldBeEmpty();
    }

    private static string Answer(
        string number = Number,
        string holder = The.Number,
        string birthDate = "19900512",
        string kind = "1") =>
        $$$"""
        {"error_code":0,"message":"","data":{"MaHoSo":"{{{number}}}","MaTTHC":"1.004194","TenTTHC":"Đăng ký tạm trú","MaLinhVuc":"G01-CT03",
        "ChuHoSo":"{{{The.Name}}}","LoaiDoiTuong":{{{kind}}},"MaDoiTuong":"{{{holder}}}","NgaySinh":"{{{birthDate}}}","Email":"",
        "SoDienThoai":"0100990001","TrichYeuHoSo":"x","NgayTiepNhan":"20260105083000","NgayHenTra":"20260112","TrangThaiHoSo":"2",
        "NgayTra":"","HinhThuc":0,"DonViXuLy":"x"}}
        """;
}
