using System.Globalization;
using System.Text.RegularExpressions;
using HueS.Integration.Contracts;
using HueS.Integration.Upstreams.Quota;
using HueS.Integration.Verification;

namespace HueS.Integration.Server.Api;

/// <summary>What operators say about a route, read strictly.</summary>
internal static partial class RegisterParsing
{
    private const double SlowestPerSecond = 0.01;
    private const double FastestPerSecond = 1_000_000;
    private const long MostPerDay = 1_000_000_000_000;

    /// <summary>A code, and not one that could be somebody's number: it is shown and kept in plain.</summary>
    public static bool IsReason(string text) => Reason().IsMatch(text) && !CaseReference.LooksPersonal(text);

    public static IReadOnlyList<FieldError> Check(
        RouteCapRequest asked,
        string? ifMatch,
        DateTimeOffset now,
        out QuotaCap cap,
        out int? expectedVersion)
    {
        var errors = new List<FieldError>();
        if (asked.PerSecond is not (null or >= SlowestPerSecond and <= FastestPerSecond))
            errors.Add(new FieldError("perSecond", FieldCodes.CapPerSecondRange));
        if (asked.PerDay is not (null or >= 1 and <= MostPerDay))
            errors.Add(new FieldError("perDay", FieldCodes.CapPerDayRange));
        if (asked.Until <= now)
            errors.Add(new FieldError("until", FieldCodes.CapUntilPast));
        expectedVersion = null;
        if (ifMatch is not null)
        {
            if (int.TryParse(ifMatch.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                expectedVersion = version;
            else
                errors.Add(new FieldError("If-Match", FieldCodes.IfMatchFormat));
        }

        cap = asked is { PerSecond: null, PerDay: null } ? QuotaCap.None : new QuotaCap(asked.PerSecond, asked.PerDay, asked.Until);
        return errors;
    }

    [GeneratedRegex(@"^[a-z0-9_-]{1,40}\z")]
    private static partial Regex Reason();
}
