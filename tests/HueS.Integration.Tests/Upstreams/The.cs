using HueS.Integration.Identity;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Shouldly;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>The invented citizen these tests ask about, and what the register says of her.</summary>
internal static class The
{
    public const string Number = "046190990001";
    public const string OldCard = "191990001";
    public const string Name = "Trần Thị Hoài Thương";
    public const string OfficerAccount = "046085990099";
    public const string SomeoneElse = "046190990002";

    /// <summary>None of these may be found in logs, messages or addresses.</summary>
    public static readonly string[] Secrets =
    [
        Number, OldCard, OfficerAccount, SomeoneElse, "19900512", "1990-05-12", "Hoài", "Thương", "THƯƠNG", "TRANTHIHOAITHUONG",
    ];

    public static RegisterQuestion Question { get; } = new(
        NumberOf(Number),
        null,
        NameOf(Name),
        Date("1990-05-12"),
        "1.004194",
        Officer(OfficerAccount),
        "H57-2026-0001");

    public static RegisterQuestion QuestionByOldCard { get; } = Question with { Number = null, OldCard = CardOf(OldCard) };

    public static Ask Ask(Lane lane = Lane.Counter) => new(
        Guid.CreateVersion7(),
        Guid.CreateVersion7(),
        "one-stop-desk",
        TimeProvider.System.GetUtcNow().AddMinutes(1),
        lane);

    public static string Verified(string answer) => Envelope(
        $"<ns:XacThucThongTinCongDanResponse xmlns:ns='http://www.mic.gov.vn/dancu/1.0'><ns:TonTai>{answer}</ns:TonTai></ns:XacThucThongTinCongDanResponse>");

    public static string Vital(string code, string number = Number) => Envelope(
        $"<ns:XacMinhTinhTrangChetMatTichResponse xmlns:ns='http://www.mic.gov.vn/dancu/1.0'><ns:SoDinhDanh>{number}</ns:SoDinhDanh><ns:TinhTrang>{code}</ns:TinhTrang></ns:XacMinhTinhTrangChetMatTichResponse>");

    public static string People(string people, string attributes = "SoCongDan='1' ThoiDiemDuLieu='20260105083000' GhiChu=''") => Envelope(
        $"<ns:CongdanCollection xmlns:ns='http://www.mic.gov.vn/dancu/1.0' {attributes}>{people}</ns:CongdanCollection>");

    public static string Nobody { get; } = People("", "SoCongDan='0' ThoiDiemDuLieu='20260105083000' GhiChu=''");

    public static string Person(
        string number = Number,
        string oldCard = "",
        string name = "<ns:Ho>Trần</ns:Ho><ns:ChuDem>Thị Hoài</ns:ChuDem><ns:Ten>Thương</ns:Ten>") =>
        $"""
        <ns:CongDan><ns:SoDinhDanh>{number}</ns:SoDinhDanh><ns:SoCMND>{oldCard}</ns:SoCMND><ns:HoVaTen>{name}</ns:HoVaTen><ns:GioiTinh>2</ns:GioiTinh><ns:DanToc>01</ns:DanToc><ns:TonGiao>00</ns:TonGiao><ns:NgayThangNamSinh><ns:Nam>1990</ns:Nam><ns:NgayThangNam>19900512</ns:NgayThangNam></ns:NgayThangNamSinh><ns:ThuongTru><ns:MaTinhThanh>46</ns:MaTinhThanh><ns:MaPhuongXa>19753</ns:MaPhuongXa></ns:ThuongTru></ns:CongDan>
        """;

    public static string Envelope(string body) =>
        $"<?xml version='1.0' encoding='UTF-8'?><env:Envelope xmlns:env='http://schemas.xmlsoap.org/soap/envelope/'><env:Body>{body}</env:Body></env:Envelope>";

    public static void ShouldBeFreeOfSecrets(string text)
    {
        foreach (var secret in Secrets)
        {
            text.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse("personal data was found where none may be");
        }
    }

    public static PersonalNumber NumberOf(string digits) =>
        PersonalNumber.TryParse(digits, out var number) ? number : throw new ArgumentException("no number", nameof(digits));

    public static OldCardNumber CardOf(string digits) =>
        OldCardNumber.TryParse(digits, out var number) ? number : throw new ArgumentException("no number", nameof(digits));

    public static PersonName NameOf(string text) =>
        PersonName.TryParse(text, out var name, out _) ? name : throw new ArgumentException("no name", nameof(text));

    public static BirthDate Date(string text) =>
        BirthDate.TryParse(text, out var date) ? date : throw new ArgumentException("no date", nameof(text));

    public static OfficerId Officer(string text) =>
        OfficerId.TryParse(text, out var officer) ? officer : throw new ArgumentException("no officer", nameof(text));
}
