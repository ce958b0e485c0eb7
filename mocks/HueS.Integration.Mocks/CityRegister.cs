using System.Xml.Linq;

namespace HueS.Integration.Mocks;

/// <summary>Answers for the city from memory, in the words the personas' mapping files use.</summary>
internal sealed class CityRegister(City city)
{
    // When the data was taken; no public source tells how the real register fills it.
    private const string AsOf = "20260105083000";

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Ns = "http://www.mic.gov.vn/dancu/1.0";

    public XElement Answer(string operation, RegisterQuestion question) => new(
        Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "env", Soap),
        new XElement(
            Soap + "Body",
            operation switch
            {
                "XacThucThongTinCongDan" => Verify(question),
                "TraCuuThongTinCongDan" => LookUp(question),
                "XacMinhTinhTrangChetMatTich" => Vital(question),
                _ => new XElement(Soap + "Fault", new XElement("faultcode", "env:Client"), new XElement("faultstring", "No such operation.")),
            }));

    private XElement Verify(RegisterQuestion question)
    {
        var exists = question.Holder(city) is { } found && found.FormerNumber != question.Number;
        return Payload("XacThucThongTinCongDanResponse", new XElement(Ns + "TonTai", exists ? "true" : "false"));
    }

    private XElement LookUp(RegisterQuestion question)
    {
        var found = question.Holder(city);
        var replaced = found is not null && found.FormerNumber == question.Number;
        return Payload(
            "CongdanCollection",
            new XAttribute("SoCongDan", found is null ? 0 : 1),
            new XAttribute("ThoiDiemDuLieu", AsOf),
            new XAttribute("GhiChu", replaced ? $"THAYTHE:{found!.Number}" : ""),
            found is null ? null : Person(found, replaced ? question.Number : found.Number));
    }

    private XElement Vital(RegisterQuestion question) => city.Find(question.Key) is { } found
        ? Payload(
            "XacMinhTinhTrangChetMatTichResponse",
            new XElement(Ns + "SoDinhDanh", question.Number.Length > 0 ? question.Number : found.Number),
            question.Number.Length > 0 ? null : new XElement(Ns + "SoCMND", question.OldCard),
            new XElement(Ns + "TinhTrang", found.Vital switch
            {
                VitalStatus.Alive => "0",
                VitalStatus.Dead => "1",
                VitalStatus.Missing => "2",
                VitalStatus.Unknown => "",
                _ => throw new InvalidOperationException($"No such status: {found.Vital}."),
            }))
        : Payload("XacMinhTinhTrangChetMatTichResponse", new XElement(Ns + "TinhTrang"));

    private static XElement Person(Citizen citizen, string number)
    {
        var (family, middle, given) = citizen.RegisterName;
        return new XElement(
            Ns + "CongDan",
            new XElement(Ns + "SoDinhDanh", number),
            new XElement(Ns + "SoCMND", citizen.OldCard ?? ""),
            new XElement(Ns + "HoVaTen", new XElement(Ns + "Ho", family), new XElement(Ns + "ChuDem", middle), new XElement(Ns + "Ten", given)),
            new XElement(Ns + "GioiTinh", citizen.IsFemale ? "2" : "1"),
            new XElement(
                Ns + "NgayThangNamSinh",
                new XElement(Ns + "Nam", citizen.BirthDate[..4]),
                citizen.BirthDate.Length == 4
                    ? null
                    : new XElement(Ns + "NgayThangNam", citizen.BirthDate.Replace("-", "", StringComparison.Ordinal))),
            new XElement(
                Ns + "ThuongTru",
                new XElement(Ns + "MaTinhThanh", "46"),
                new XElement(Ns + "MaPhuongXa", citizen.WardCode),
                new XElement(Ns + "ChiTiet", citizen.Ward),
                new XElement(Ns + "QuocGia", "VN")));
    }

    private static XElement Payload(string name, params object?[] content) =>
        new(Ns + name, new XAttribute(XNamespace.Xmlns + "ns", Ns), content);
}
