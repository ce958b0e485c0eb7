using HueS.Integration.Upstreams;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

public sealed class Quotas
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_burst_is_spent_at_once_and_comes_back_at_the_rate()
    {
        var quota = new Quota(new PipelineOptions { QuotaPerSecond = 10, QuotaBurst = 20 }, _clock);

        Paid(quota, Lane.Counter).ShouldBe(20);
        quota.TryPay(Lane.Counter, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromSeconds(0.1));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Paid(quota, Lane.Counter).ShouldBe(10);
        _clock.Advance(TimeSpan.FromHours(1));
        Paid(quota, Lane.Counter).ShouldBe(20);
    }

    [Fact]
    public void Room_is_kept_for_people_at_a_counter()
    {
        var quota = new Quota(new PipelineOptions { QuotaBurst = 20, CounterShare = 0.25 }, _clock);

        Paid(quota, Lane.Reconciliation).ShouldBe(10);
        Paid(quota, Lane.Deferred).ShouldBe(5);
        Paid(quota, Lane.Counter).ShouldBe(5);
    }

    [Fact]
    public void Every_lane_gets_its_turn_however_small_the_bucket()
    {
        var quota = new Quota(new PipelineOptions { QuotaBurst = 1, CounterShare = 0.5 }, _clock);

        quota.TryPay(Lane.Reconciliation, out _).ShouldBeTrue();
    }

    [Fact]
    public void Told_to_slow_down_it_halves_its_rate_and_wins_it_back()
    {
        var quota = new Quota(new PipelineOptions { QuotaPerSecond = 100, QuotaBurst = 1_000 }, _clock);
        Paid(quota, Lane.Counter);

        quota.SlowDown(null);
        quota.SlowDown(null);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Paid(quota, Lane.Counter).ShouldBe(50, "complaints that came together count once");

        _clock.Advance(TimeSpan.FromMinutes(1));
        Paid(quota, Lane.Counter);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Paid(quota, Lane.Counter).ShouldBe(100);
    }

    [Fact]
    public void A_pause_that_was_asked_for_holds_for_everyone_and_no_longer_than_an_hour()
    {
        var quota = new Quota(new PipelineOptions(), _clock);

        quota.SlowDown(TimeSpan.FromDays(1));

        quota.TryPay(Lane.Counter, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromHours(1));
        quota.TryPay(Lane.Counter, out _).ShouldBeTrue();
    }

    [Fact]
    public void It_never_falls_below_a_tenth_of_its_rate()
    {
        var quota = new Quota(new PipelineOptions { QuotaPerSecond = 100, QuotaBurst = 1_000 }, _clock);
        Paid(quota, Lane.Counter);
        for (var complaint = 0; complaint < 20; complaint++)
        {
            quota.SlowDown(null);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Paid(quota, Lane.Counter);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Paid(quota, Lane.Counter).ShouldBeGreaterThanOrEqualTo(10);
    }

    private static int Paid(Quota quota, Lane lane)
    {
        var paid = 0;
        while (quota.TryPay(lane, out _))
        {
            paid++;
        }

        return paid;
    }
}
