using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Upstreams.Records.Feedback;

/// <summary>Where the feedback service's lists hang, and its words.</summary>
internal static class Wire
{
    public const string TokenHeader = "Token";
    public const string Categories = "/api/phananh/chuyenmuc";
    public const string Reports = "/api/phananh/theochuyenmuc";
    public const string Category = "chuyenmucid";
    public const string Page = "page";
    public const string PageSize = "perpage";

    /// <summary>The service writes out how a report stands; a word we do not know is no reason to lose the report.</summary>
    public static string StatusOf(string? text) => text?.Trim().Normalize().ToLowerInvariant() switch
    {
        "đã tiếp nhận" => "received",
        "đang xử lý" => "in_progress",
        "đã xử lý" => "done",
        _ => "unknown",
    };
}

/// <summary>Any list of the service. Each part is read by itself, so that an odd one spoils no other.</summary>
internal sealed record WireList(
    [property: JsonPropertyName("data"), JsonRequired] IReadOnlyList<JsonElement> Items,
    [property: JsonPropertyName("totalrow"), JsonRequired] int Total)
{
    public override string ToString() => "WireList(*)";
}

internal sealed record WireCategory([property: JsonPropertyName("ChuyenMucID"), JsonRequired] int Id);

/// <summary>What we read of a report, and the city's addition of who made it. Its text and attachments stay where they are.</summary>
internal sealed record WireReport(
    [property: JsonPropertyName("PhanAnhID"), JsonRequired] long Id,
    [property: JsonPropertyName("NgayPhanAnh")] string? MadeAt = null,
    [property: JsonPropertyName("TrangThai")] string? Status = null,
    [property: JsonPropertyName("TaiKhoan")] string? Account = null,
    [property: JsonPropertyName("SoDienThoai")] string? Phone = null,
    [property: JsonPropertyName("HoTen")] string? Name = null)
{
    public override string ToString() => "WireReport(*)";
}

/// <summary>Strict in everything but one: the service may add fields we do not read, and that must not stop the city.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(WireList))]
[JsonSerializable(typeof(WireCategory))]
[JsonSerializable(typeof(WireReport))]
internal sealed partial class FeedbackJson : JsonSerializerContext;
