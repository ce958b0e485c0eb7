using CsCheck;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population.Ndxp;
using HueS.Integration.Upstreams.Quota;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Quota;

public sealed class Terms
{
    [Theory]
    [InlineData("22:00-05:00", "2026-01-05T22:00:00+07:00", true)]
    [InlineData("22:00-05:00", "2026-01-05T21:59:59+07:00", false)]
    [InlineData("22:00-05:00", "2026-01-06T04:59:59+07:00", true)]
    [InlineData("22:00-05:00", "2026-01-06T05:00:00+07:00", false)]
    [InlineData("22:00-05:00", "2026-01-05T15:30:00Z", true)]
    [InlineData("12:00-13:00", "2026-01-05T12:30:00+07:00", true)]
    public void A_window_is_Vietnams_time_and_may_span_midnight(string window, string now, bool isOpen) =>
        QuotaTerms.At(new QuotaOptions { OffPeak = [window] }, DateTimeOffset.Parse(now, null)).IsOffPeak.ShouldBe(isOpen);

    [Fact]
    public void Inside_a_window_the_rate_is_another_and_reconciliation_may_be_confined_to_it()
    {
        var options = new QuotaOptions { PerSecond = 10, OffPeak = ["22:00-05:00"], OffPeakFactor = 3, ReconciliationOffPeakOnly = true };

        var day = QuotaTerms.At(options, QuotaWorld.Noon);
        var night = QuotaTerms.At(options, QuotaWorld.Noon.AddHours(11));

        (day.PerSecond, day.Reconciliation.Open, day.Deferred.Open).ShouldBe((10, false, true));
        (night.PerSecond, night.Reconciliation.Open).ShouldBe((30, true));
        QuotaTerms.ChangesAfter(options, QuotaWorld.Noon).ShouldBe(QuotaWorld.Noon.AddHours(10));
        QuotaTerms.ChangesAfter(options, QuotaWorld.Noon.AddHours(10)).ShouldBe(QuotaWorld.Noon.AddHours(12));
    }

    [Theory]
    [InlineData("22:00")]
    [InlineData("22-05")]
    [InlineData("24:00-05:00")]
    [InlineData("05:00-05:00")]
    [InlineData("22:00-05:00-06:00")]
    [InlineData("")]
    public void What_is_no_window_stops_the_start_with_a_sentence(string window) =>
        Failures(options => options.OffPeak = [window]).ShouldContain("Quota:OffPeak may hold windows");

    [Fact]
    public void Reconciliation_confined_to_no_window_stops_the_start_with_a_sentence() =>
        Failures(options => options.ReconciliationOffPeakOnly = true).ShouldContain("needs a window in Quota:OffPeak");

    [Fact]
    public void The_numbers_are_checked_too()
    {
        Failures(options => options.PerSecond = 0).ShouldContain("PerSecond");
        Failures(options => options.PerDay = 0).ShouldContain("PerDay");
        Failures(_ => { }).ShouldBeEmpty();
    }

    [Fact]
    public void Complaints_made_before_any_was_heard_are_one_and_the_worst_of_them()
    {
        var together = Complaint.Told(TimeSpan.FromSeconds(3)).And(Complaint.Seen).And(Complaint.Told(TimeSpan.FromSeconds(2))).And(null);

        together.ShouldBe(new Complaint(0.5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_forecast_is_the_time_the_rate_needs()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 20, CounterShare = 0.25 };
        var empty = Standing(options) with { Tokens = 0 };

        QuotaForecast.Of(options, Standing(options), Lane.Counter, 5).ShouldBe(QuotaWorld.Noon);
        QuotaForecast.Of(options, empty, Lane.Counter, 99).ShouldBe(QuotaWorld.Noon.AddSeconds(10));
        QuotaForecast.Of(options, Standing(options), Lane.Deferred, 99).ShouldBe(QuotaWorld.Noon.AddSeconds(8.5));
    }

    [Fact]
    public void A_forecast_knows_of_pauses_slowness_days_windows_and_caps()
    {
        var options = new QuotaOptions { PerSecond = 1, Burst = 1, PerDay = 10_000, CounterShare = 0 };
        var empty = Standing(options) with { Tokens = 0 };
        var noon = QuotaWorld.Noon;

        var paused = empty with { PausedUntil = noon.AddMinutes(5) };
        QuotaForecast.Of(options, paused, Lane.Counter, 0).ShouldBe(noon.AddMinutes(5).AddSeconds(1));

        var slow = empty with { Pace = 0.5 };
        QuotaForecast.Of(options, slow, Lane.Counter, 59)!.Value.ShouldBe(noon.AddSeconds(67.5), TimeSpan.FromSeconds(5));

        var spent = empty with { DayCount = 10_000 };
        QuotaForecast.Of(options, spent, Lane.Counter, 0).ShouldBe(noon.AddHours(12).AddSeconds(1));
        QuotaForecast.Of(options, spent, Lane.Counter, 10_000).ShouldBe(noon.AddHours(36).AddSeconds(1));

        var capped = empty with { Cap = new QuotaCap(0.1, null, noon.AddSeconds(100)) };
        QuotaForecast.Of(options, capped, Lane.Counter, 9).ShouldBe(noon.AddSeconds(100));
        QuotaForecast.Of(options, capped, Lane.Counter, 19)!.Value.ShouldBe(noon.AddSeconds(110), TimeSpan.FromMilliseconds(1));

        var nights = new QuotaOptions { PerSecond = 1, Burst = 1, CounterShare = 0, OffPeak = ["22:00-05:00"], ReconciliationOffPeakOnly = true };
        QuotaForecast.Of(nights, empty, Lane.Reconciliation, 0)!.Value.ShouldBe(noon.AddHours(10).AddSeconds(1), TimeSpan.FromSeconds(1));
        QuotaForecast.Of(nights, empty, Lane.Reconciliation, 100_000_000).ShouldBeNull();
    }

    [Fact]
    public void Who_stands_further_behind_is_never_promised_an_earlier_time() =>
        Gen.Select(Gen.Double[0.1, 50], Gen.Int[1, 50], Gen.Int[1, 5_000], Gen.Double[0.1, 1], Gen.Int[0, 5_000], Gen.Int[0, 5_000])
            .Sample((rate, burst, perDay, pace, ahead, more) =>
            {
                var options = new QuotaOptions { PerSecond = rate, Burst = burst, PerDay = perDay, OffPeak = ["22:00-05:00"], OffPeakFactor = 2 };
                var standing = Standing(options) with { Pace = pace };
                foreach (var lane in Lanes.All)
                {
                    var sooner = QuotaForecast.Of(options, standing, lane, ahead) ?? DateTimeOffset.MaxValue;
                    var later = QuotaForecast.Of(options, standing, lane, ahead + more) ?? DateTimeOffset.MaxValue;
                    sooner.ShouldBeLessThanOrEqualTo(later);
                    sooner.ShouldBeGreaterThanOrEqualTo(standing.Now);
                }
            });

    private static QuotaStanding Standing(QuotaOptions options) => QuotaStanding.Untouched(options, QuotaWorld.Noon);

    private static string Failures(Action<QuotaOptions> change)
    {
        var options = new NdxpOptions { BaseAddress = new Uri("https://platform.example/"), Username = "hues", SecretKey = "a secret for tests" };
        change(options.Pipeline.Quota);
        return new NdxpOptionsValidator().Validate(null, options).FailureMessage ?? "";
    }
}
