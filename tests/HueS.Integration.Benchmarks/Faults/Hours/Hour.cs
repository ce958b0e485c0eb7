using System.Globalization;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Faults.Hours;

/// <summary>
/// A fault that lasts for an hour while people keep coming, with the service set as in production. The clock may be compressed: then
/// the hour, the register's quota, the callers, the delays between attempts and the breaker all go by faster in the same measure, so
/// that as many people ask, wait and are asked for as in an hour. What is not compressed is what a person or a connection takes: the
/// caller's deadline, an attempt's time-out, the register's own slowness, and how fast the governor recovers.
/// </summary>
/// <param name="Name">As the table of faults names it.</param>
/// <param name="Strike">Begins it.</param>
/// <param name="Length">How long the hour lasts here.</param>
/// <param name="QuotaPerSecond">What the register lets through here.</param>
internal sealed record Hour(string Name, Action<Weather> Strike, TimeSpan Length, double QuotaPerSecond)
{
    /// <summary>Of the quota, so that an hour's callers are settled by a quarter of an hour of it, with room for those who ask meanwhile.</summary>
    private const double CallersShare = 0.15;

    /// <summary>In production, of which the full form is a true copy.</summary>
    private const double UsualQuota = 10;

    /// <summary>A register in good health; three times as slow in a brown-out.</summary>
    public static readonly TimeSpan UsualAnswer = TimeSpan.FromMilliseconds(50);

    public double Compression => TimeSpan.FromHours(1) / Length;

    public double CallsPerSecond => QuotaPerSecond * CallersShare;

    public int Calls => (int)(CallsPerSecond * Length.TotalSeconds);

    /// <summary>Questions that a quarter of an hour's quota lets through.</summary>
    public double QuarterOfQuota => QuotaPerSecond * Length.TotalSeconds / 4;

    /// <summary>Both hours, each as long as given, with the quota of production in the same measure.</summary>
    public static IReadOnlyList<Hour> All(TimeSpan length) => Of(length, UsualQuota * (TimeSpan.FromHours(1) / length));

    public static IReadOnlyList<Hour> Of(TimeSpan length, double quotaPerSecond) =>
    [
        new("brown-out for an hour: 30 % errors, three times as slow", weather => weather.Flaky(0.3).Slow(3 * UsualAnswer), length, quotaPerSecond),
        new("register down for an hour", weather => weather.Down(), length, quotaPerSecond),
    ];

    /// <summary>Production's own values, the clock's in the measure of the compression.</summary>
    public IReadOnlyList<string> Settings =>
    [
        "--Population:Ndxp:Pipeline:AttemptTimeout=00:00:03",
        $"--Population:Ndxp:Pipeline:Quota:PerSecond={QuotaPerSecond.ToString(CultureInfo.InvariantCulture)}",
        $"--Population:Ndxp:Pipeline:Quota:Burst={(int)(2 * QuotaPerSecond)}",
        $"--Population:Ndxp:Pipeline:BreakerWindow={Compressed(TimeSpan.FromSeconds(30), leastSeconds: 0.5)}",
        $"--Population:Ndxp:Pipeline:ShortestBreak={Compressed(TimeSpan.FromSeconds(15), leastSeconds: 0.5)}",
        $"--Population:Ndxp:Pipeline:LongestBreak={Compressed(TimeSpan.FromMinutes(1), leastSeconds: 0.5)}",
        "--Verification:AnswerWithin=00:00:08",
        $"--Verification:FirstDelay={Compressed(TimeSpan.FromSeconds(2), leastSeconds: 0.05)}",
        $"--Verification:LongestDelay={Compressed(TimeSpan.FromMinutes(5), leastSeconds: 0.05)}",
        "--Verification:Lease=00:00:30",
    ];

    public override string ToString() => Name;

    private TimeSpan Compressed(TimeSpan time, double leastSeconds) =>
        TimeSpan.FromMilliseconds(Math.Round(Math.Max(leastSeconds * 1000, (time / Compression).TotalMilliseconds)));
}
