using System.Text.Json.Serialization;

namespace HueS.Integration.Mocks;

/// <summary>The portal's envelope.</summary>
internal sealed record PortalAnswer(
    [property: JsonPropertyName("error_code")] int ErrorCode,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("data")] PortalDossier? Data);

/// <summary>The portal's envelope around some of what changed.</summary>
internal sealed record PortalChanges(
    [property: JsonPropertyName("error_code")] int ErrorCode,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("data")] IReadOnlyList<PortalDossier> Data,
    string MocTiepTheo,
    bool ConNua);

/// <summary>A dossier in the portal's shape; <c>NgaySinh</c> is the city's addition.</summary>
internal sealed record PortalDossier(
    string MaHoSo,
    string MaTTHC,
    string TenTTHC,
    string MaLinhVuc,
    string ChuHoSo,
    int LoaiDoiTuong,
    string MaDoiTuong,
    string NgaySinh,
    string Email,
    string SoDienThoai,
    string TrichYeuHoSo,
    string NgayTiepNhan,
    string NgayHenTra,
    string TrangThaiHoSo,
    string NgayTra,
    int HinhThuc,
    string DonViXuLy)
{
    private const int Person = 1;

    public static PortalDossier Of(Dossier dossier) => new(
        dossier.Number,
        dossier.Procedure.Code,
        dossier.Procedure.Title,
        dossier.Procedure.Field,
        dossier.HolderName,
        Person,
        dossier.HolderNumber,
        dossier.HolderBirthDate.Replace("-", "", StringComparison.Ordinal),
        "",
        dossier.Phone,
        dossier.Procedure.Title,
        dossier.ReceivedOn.Replace("-", "", StringComparison.Ordinal) + "083000",
        dossier.DueOn.Replace("-", "", StringComparison.Ordinal),
        "2",
        "",
        0,
        "Trung tâm Phục vụ hành chính công");

    public override string ToString() => "PortalDossier(*)";
}
