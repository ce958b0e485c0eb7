using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Upstreams.Records.Dossiers;

/// <summary>The portal's envelope: 0 with data, 1 without when there is no such dossier.</summary>
internal sealed record WireAnswer(
    [property: JsonPropertyName("error_code"), JsonRequired] int ErrorCode,
    [property: JsonPropertyName("data"), JsonRequired] WireDossier? Dossier)
{
    public const int Ok = 0;
    public const int NoSuchDossier = 1;
}

/// <summary>A page of changes in the portal's envelope. Each dossier is read by itself, so that an odd one spoils no other.</summary>
internal sealed record WireChanges(
    [property: JsonPropertyName("error_code"), JsonRequired] int ErrorCode,
    [property: JsonPropertyName("data"), JsonRequired] IReadOnlyList<JsonElement>? Dossiers,
    [property: JsonPropertyName("MocTiepTheo")] string? Mark = null,
    [property: JsonPropertyName("ConNua")] bool HasMore = false)
{
    public override string ToString() => "WireChanges(*)";
}

/// <summary>The fields of the portal's sync message that we read, and the city's addition of a birth date.</summary>
internal sealed record WireDossier(
    [property: JsonPropertyName("MaHoSo"), JsonRequired] string Number,
    [property: JsonPropertyName("MaTTHC"), JsonRequired] string ProcedureCode,
    [property: JsonPropertyName("TrangThaiHoSo"), JsonRequired] string Status,
    [property: JsonPropertyName("LoaiDoiTuong"), JsonRequired] int HolderKind,
    [property: JsonPropertyName("NgayTiepNhan")] string? ReceivedAt = null,
    [property: JsonPropertyName("ChuHoSo")] string? HolderName = null,
    [property: JsonPropertyName("MaDoiTuong")] string? HolderNumber = null,
    [property: JsonPropertyName("NgaySinh")] string? HolderBirthDate = null,
    [property: JsonPropertyName("SoDienThoai")] string? Phone = null,
    [property: JsonPropertyName("NgayTra")] string? ReturnedOn = null)
{
    public const int Person = 1;
    public const int Business = 2;

    public override string ToString() => "WireDossier(*)";
}

/// <summary>
/// Strict in everything but one: the portal may add fields we do not read, and that must not stop the city.
/// </summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Strict, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(WireAnswer))]
[JsonSerializable(typeof(WireChanges))]
internal sealed partial class DossiersJson : JsonSerializerContext;
