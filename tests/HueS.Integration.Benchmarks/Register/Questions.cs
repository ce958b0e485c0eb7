using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Register;

/// <summary>The register's look-up as whoever calls it directly writes it.</summary>
internal static class Questions
{
    public const string LookUpPath = "/r1/VN/GOV/000.00.00.G22/CSDLQGDC/TraCuuThongTinCongDan";

    public static string LookUp(Citizen citizen, string birthDate, string purpose) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:dan="http://dancuquocgia.bca"><soapenv:Header/><soapenv:Body><dan:TraCuuThongTinCongDan><dan:MaYeuCau>bench</dan:MaYeuCau><dan:MaDVC>{purpose}</dan:MaDVC><dan:MaTichHop>037</dan:MaTichHop><dan:MaCanBo>cb.001</dan:MaCanBo><dan:MaDonVi>000.00.00.H57</dan:MaDonVi><dan:TaiKhoan/><dan:SoDienThoai/><dan:SoDinhDanh>{citizen.Number}</dan:SoDinhDanh><dan:HoVaTen>{citizen.UpstreamName}</dan:HoVaTen><dan:NgayThangNamSinh><dan:NgayThangNam>{birthDate.Replace("-", "", StringComparison.Ordinal)}</dan:NgayThangNam></dan:NgayThangNamSinh></dan:TraCuuThongTinCongDan></soapenv:Body></soapenv:Envelope>
        """;
}
