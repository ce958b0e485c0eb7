using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Records.Feedback;

/// <summary>
/// What citizens reported in their streets. The service lists reports by category and page and knows no changes, so a look goes
/// through all of them, and its mark is the page to read next. What is added meanwhile moves reports to later pages, where
/// they are met again; one that moves to an earlier page is met by the next look.
/// </summary>
internal sealed class FeedbackSystem(
    IFeedbackApi api,
    [FromKeyedServices(FeedbackSystem.Upstream)] UpstreamPipeline pipeline,
    IOptions<FeedbackOptions> settings,
    TimeProvider time) : IChangesSource
{
    public const string Upstream = "feedback";

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private static readonly string[] Moments = ["dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "dd/MM/yyyy", "yyyy-MM-dd'T'HH:mm:ss"];

    public string System => Upstream;

    public PullOptions Pull => settings.Value.Pull;

    public bool ReadsWhole => true;

    public async Task<ChangesPage> ReadChangesAsync(string? mark, Ask ask, CancellationToken cancellationToken)
    {
        var isShort = false;
        if (!TryRead(mark, out var category, out var page))
        {
            var (found, fewCategories) = await NextCategoryAsync(after: int.MinValue, ask, cancellationToken);
            if (found is not { } first)
                return new ChangesPage([], null, IsLast: true, 0, IsShort: true);
            isShort = fewCategories;
            (category, page) = (first, 1);
        }

        var list = await ReadAsync("reports", ask, token => api.ReadReportsAsync(category, page, Pull.PageSize, token), cancellationToken);
        PulledRecord[] reports = [.. list.Items.Select(one => JsonBody.TryRead(one, FeedbackJson.Default.WireReport)).OfType<WireReport>().Select(report => InOurWords(report, category))];
        var skipped = list.Items.Count - reports.Length;
        isShort |= list.Items.Count < Math.Min(Pull.PageSize, list.Total - ((long)(page - 1) * Pull.PageSize));
        if (list.Items.Count > 0 && (long)page * Pull.PageSize < list.Total)
            return new ChangesPage(reports, Mark(category, page + 1), IsLast: false, skipped, isShort);

        var (next, fewer) = await NextCategoryAsync(category, ask, cancellationToken);
        return new ChangesPage(reports, next is { } following ? Mark(following, 1) : null, next is null, skipped, isShort || fewer);
    }

    /// <summary>The category to read next, and whether the list of them holds fewer that can be read than it says.</summary>
    private async Task<(int? Category, bool IsShort)> NextCategoryAsync(int after, Ask ask, CancellationToken cancellationToken)
    {
        var list = await ReadAsync("categories", ask, api.ReadCategoriesAsync, cancellationToken);
        var categories = list.Items.Select(one => JsonBody.TryRead(one, FeedbackJson.Default.WireCategory)).OfType<WireCategory>().ToList();
        return (categories.Where(category => category.Id > after).Min(category => (int?)category.Id), categories.Count < Math.Max(list.Total, list.Items.Count));
    }

    private Task<WireList> ReadAsync(
        string operation,
        Ask ask,
        Func<CancellationToken, Task<HttpResponseMessage>> read,
        CancellationToken cancellationToken) => pipeline.RunAsync(
            operation,
            ask,
            async (_, token) =>
            {
                using var response = await read(token);
                Screening.RequireSuccess(response, time);
                Screening.RequireContent(response, "application/json");
                var list = JsonBody.Read(await response.Content.ReadAsByteArrayAsync(token), FeedbackJson.Default.WireList);
                return list.Total < 0 ? throw UpstreamUnavailableException.Indeterminate("total") : list;
            },
            cancellationToken);

    private PulledRecord InOurWords(WireReport report, int category)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime);
        var stated = new StatedHolder { Name = report.Name, Phone = report.Phone, Account = report.Account };
        return new PulledRecord(
            string.Create(CultureInfo.InvariantCulture, $"PA-{report.Id}"),
            string.Create(CultureInfo.InvariantCulture, $"CM-{category}"),
            Wire.StatusOf(report.Status),
            Moment(report.MadeAt),
            ClosedAt: null,
            HolderReading.Read(stated, today).Claim);
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Vietnam)
            : null;

    private static string Mark(int category, int page) => string.Create(CultureInfo.InvariantCulture, $"{category}:{page}");

    private static bool TryRead(string? mark, out int category, out int page)
    {
        (category, page) = (0, 0);
        return mark?.Split(':') is [var first, var second]
            && int.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out category)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out page);
    }
}
