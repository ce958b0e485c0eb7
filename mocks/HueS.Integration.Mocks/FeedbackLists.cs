using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>The feedback service's two lists, from a city's reports.</summary>
internal sealed class FeedbackLists(CityRecords records)
{
    private static readonly string[] Categories = ["Hạ tầng đô thị", "Môi trường"];

    private readonly ILookup<int, StreetReport> _byCategory = records.Reports.ToLookup(report => report.Category);

    private sealed record Listed(IReadOnlyList<object> data, int totalrow);

    private sealed record Category(int ChuyenMucID, string TenChuyenMuc);

    private sealed record ListedReport(
        long PhanAnhID, int ChuyenMucID, string TieuDe, string NgayPhanAnh, string TrangThai, string TaiKhoan, string SoDienThoai, string HoTen);

    public Task AnswerAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        context.Request.Path.Value switch
        {
            "/api/phananh/chuyenmuc" => new Listed([.. Categories.Select((name, at) => new Category(at + 1, name))], Categories.Length),
            "/api/phananh/theochuyenmuc" => Page(context.Request.Query),
            _ => new Listed([], 0),
        },
        PlainJson.Options,
        context.RequestAborted);

    private Listed Page(IQueryCollection query)
    {
        var (page, size) = (Number(query, "page"), Number(query, "perpage"));
        var reports = _byCategory[Number(query, "chuyenmucid")].ToList();
        return new Listed([.. reports.Skip((page - 1) * size).Take(size).Select(Shown)], reports.Count);
    }

    private static ListedReport Shown(StreetReport report) => new(
        report.Id, report.Category, "Phản ánh", report.MadeAt, "Đang xử lý", report.Account, report.Phone, report.Name);

    private static int Number(IQueryCollection query, string name) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
}
