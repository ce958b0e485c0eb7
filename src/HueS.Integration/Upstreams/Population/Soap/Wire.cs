namespace HueS.Integration.Upstreams.Population.Soap;

/// <summary>
/// The register's own words, the same on every route that carries its SOAP. Ethnicity, religion, blood group, marriage, relatives: those elements have no name here, so
/// nothing can read them.
/// </summary>
internal static class Wire
{
    // Operations; the element of a question and the last part of an address.
    private const string VerifyOperation = "XacThucThongTinCongDan";
    private const string LookUpOperation = "TraCuuThongTinCongDan";
    private const string VitalStatusOperation = "XacMinhTinhTrangChetMatTich";

    // Questions, in the order the register wants.
    public const string RequestId = "MaYeuCau";
    public const string Procedure = "MaDVC";
    public const string IntegrationCode = "MaTichHop";
    public const string Officer = "MaCanBo";
    public const string Agency = "MaDonVi";
    public const string Account = "TaiKhoan";
    public const string Phone = "SoDienThoai";
    public const string Number = "SoDinhDanh";
    public const string OldCard = "SoCMND";
    public const string Name = "HoVaTen";
    public const string Birth = "NgayThangNamSinh";
    public const string BirthFull = "NgayThangNam";
    public const string BirthYear = "Nam";

    // Answers.
    public const string VerifyAnswer = "XacThucThongTinCongDanResponse";
    public const string LookUpAnswer = "TraCuuThongTinCongDanResponse";
    public const string VitalStatusAnswer = "XacMinhTinhTrangChetMatTichResponse";
    public const string Matches = "TonTai";
    public const string VitalStatus = "TinhTrang";
    public const string People = "CongdanCollection";
    public const string Person = "CongDan";
    public const string PeopleCount = "SoCongDan";
    public const string Note = "GhiChu";
    public const string AsOf = "ThoiDiemDuLieu";
    public const string FamilyName = "Ho";
    public const string MiddleName = "ChuDem";
    public const string GivenName = "Ten";
    public const string Sex = "GioiTinh";
    public const string Residence = "ThuongTru";
    public const string Ward = "MaPhuongXa";

    public static string Of(RegisterOperation operation) => operation switch
    {
        RegisterOperation.Verify => VerifyOperation,
        RegisterOperation.LookUp => LookUpOperation,
        RegisterOperation.VitalStatus => VitalStatusOperation,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
