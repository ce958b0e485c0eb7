using HueS.Integration.Benchmarks.Faults.Hours;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>
/// The hours of the full run, compressed to seconds. What is asked of the register is counted, not how long it takes: this machine
/// may be busy.
/// </summary>
public sealed class ShortHours
{
    private const double QuotaPerSecond = 24;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => [.. Hours.Select(hour => hour.Name)];

    private static IReadOnlyList<Hour> Hours => Hour.Of(Length, QuotaPerSecond);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_lasts_for_an_hour_is_settled_by_a_quarter_of_an_hours_quota(string fault)
    {
        var hour = Hours.Single(one => one.Name == fault);

        var result = await HourRun.RunAsync(hour, _ => { }, TestContext.Current.CancellationToken);

        (result.Wrong, result.Unsettled).ShouldBe((0, 0));
        result.Calls.ShouldBe(hour.Calls);
        result.Questions.ShouldBeGreaterThan(0);
        result.SettlingMinutesOfQuota.ShouldBeLessThanOrEqualTo(15);
        result.OfQuota.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void However_far_the_clock_is_compressed_as_many_people_ask_and_as_much_quota_is_theirs()
    {
        foreach (var minutes in (int[])[3, 12, 60])
        {
            foreach (var hour in Hour.All(TimeSpan.FromMinutes(minutes)))
                (hour.Calls, hour.QuarterOfQuota).ShouldBe((5_400, 9_000));
        }
    }
}
