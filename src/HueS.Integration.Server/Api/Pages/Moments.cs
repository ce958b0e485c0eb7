using System.Globalization;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>A moment as people here read it: Vietnam's time, to the minute.</summary>
internal static class Moments
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static Html Time(DateTimeOffset moment) => Html.Of(
        $"""<time datetime="{moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture)}">{moment.ToOffset(Vietnam).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture)}</time>""");

    /// <summary>To the second, where a whole chart may lie within a minute.</summary>
    public static string Clock(DateTimeOffset moment) => moment.ToOffset(Vietnam).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
