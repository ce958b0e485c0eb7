using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Records.HealthInsurance;

/// <summary>Where the insurance's look-ups hang, and its words.</summary>
internal static class Wire
{
    public const string KeyHeader = "X-Api-Key";
    public const string ByNumber = "/api/bhyt/tra-cuu-theo-so";
    public const string ByName = "/api/bhyt/tra-cuu-theo-ten";
    public const string Found = "00";
    public const string Nobody = "01";

    private const int WholeDate = 0;
    private const int YearOnly = 1;
    private const int MonthAndYear = 2;
    private const int Male = 1;
    private const int Female = 2;
    private const string Day = "dd/MM/yyyy";

    /// <summary>A birth date with the code that says how much of it is known.</summary>
    public static (string Text, int Precision) Of(BirthDate date) => date.Precision switch
    {
        BirthDatePrecision.Day => (string.Create(CultureInfo.InvariantCulture, $"{date.Day:00}/{date.Month:00}/{date.Year:0000}"), WholeDate),
        BirthDatePrecision.Month => (string.Create(CultureInfo.InvariantCulture, $"{date.Month:00}/{date.Year:0000}"), MonthAndYear),
        BirthDatePrecision.Year => (string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}"), YearOnly),
        _ => throw new ArgumentOutOfRangeException(nameof(date)),
    };

    /// <summary>No more of a date than its code says is known: the rest is filled in with ones.</summary>
    public static BirthDate? BirthDateOf(string? text, int precision)
    {
        if (!BirthDate.TryParseWire(text, out var date))
            return null;
        var (month, day) = precision switch
        {
            WholeDate => (date.Month, date.Day),
            MonthAndYear => (date.Month, null),
            _ => ((int?)null, (int?)null),
        };
        return BirthDate.TryCreate(date.Year, month, day, out var known) ? known : null;
    }

    public static Sex SexOf(int code) => code switch
    {
        Male => Sex.Male,
        Female => Sex.Female,
        _ => Sex.Unknown,
    };

    public static DateTimeOffset? DayOf(string? text, TimeSpan offset) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), offset)
            : null;
}

internal sealed record WireNumberQuestion([property: JsonPropertyName("maSoBhxh")] string Number)
{
    public override string ToString() => "WireNumberQuestion(*)";
}

internal sealed record WireNameQuestion(
    [property: JsonPropertyName("hoTen")] string Name,
    [property: JsonPropertyName("ngaySinh")] string BirthDate,
    [property: JsonPropertyName("loaiNgaySinh")] int Precision)
{
    public override string ToString() => "WireNameQuestion(*)";
}

internal sealed record WireMemberships(
    [property: JsonPropertyName("maKetQua"), JsonRequired] string ResultCode,
    [property: JsonPropertyName("data"), JsonRequired] IReadOnlyList<WireMembership>? Cards)
{
    public override string ToString() => "WireMemberships(*)";
}

/// <summary>What we read of a card.</summary>
internal sealed record WireMembership(
    [property: JsonPropertyName("maThe"), JsonRequired] string Card,
    [property: JsonPropertyName("hoTen"), JsonRequired] string Name,
    [property: JsonPropertyName("ngaySinh"), JsonRequired] string BirthDate,
    [property: JsonPropertyName("loaiNgaySinh"), JsonRequired] int Precision,
    [property: JsonPropertyName("gioiTinh"), JsonRequired] int Sex,
    [property: JsonPropertyName("trangThai"), JsonRequired] string Status,
    [property: JsonPropertyName("gtTheTu")] string? ValidFrom = null,
    [property: JsonPropertyName("gtTheDen")] string? ValidTo = null)
{
    public override string ToString() => "WireMembership(*)";
}

/// <summary>Strict in everything but one: the insurance may add fields we do not read, and that must not stop the city.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(WireNumberQuestion))]
[JsonSerializable(typeof(WireNameQuestion))]
[JsonSerializable(typeof(WireMemberships))]
internal sealed partial class HealthInsuranceJson : JsonSerializerContext;
