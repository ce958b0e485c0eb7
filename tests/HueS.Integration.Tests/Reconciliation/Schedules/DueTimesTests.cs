using System.Globalization;
using CsCheck;
using HueS.Integration.Reconciliation.Schedules;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Reconciliation.Schedules;

/// <summary>Whole days, minute by minute, without waiting for any of them.</summary>
public sealed class DueTimesTests
{
    private const string Hue = "Asia/Ho_Chi_Minh";
    private const string Berlin = "Europe/Berlin";

    [Theory]
    // Huế has no daylight saving: every day is like the other.
    [InlineData(Hue, "2026-03-29", "30 2 * * *", "2026-03-28T19:30Z")]
    [InlineData(Hue, "2026-10-25", "30 2 * * *", "2026-10-24T19:30Z")]
    // The clocks are put forward from two to three: half past two comes as soon as that hour is over.
    [InlineData(Berlin, "2026-03-29", "30 2 * * *", "2026-03-29T01:00Z")]
    [InlineData(Berlin, "2026-03-29", "0 4 * * *", "2026-03-29T02:00Z")]
    // They are put back from three to two: half past two comes once, the first time.
    [InlineData(Berlin, "2026-10-25", "30 2 * * *", "2026-10-25T00:30Z")]
    [InlineData(Berlin, "2026-10-25", "0 4 * * *", "2026-10-25T03:00Z")]
    public void What_has_a_fixed_hour_comes_once_on_a_day_whatever_the_clocks_do(string zone, string day, string cron, string expected)
    {
        var made = Day(Recurrence.Of(cron, zone), zone, day);

        made.ShouldBe([Moment(expected)]);
    }

    [Theory]
    [InlineData(Hue, "2026-03-29", 24)]
    [InlineData(Berlin, "2026-03-29", 23)]
    [InlineData(Berlin, "2026-10-25", 25)]
    public void What_comes_every_hour_comes_in_every_hour_there_is(string zone, string day, int hours)
    {
        var made = Day(Recurrence.Of("0 * * * *", zone), zone, day);

        made.Count.ShouldBe(hours);
        made.Zip(made.Skip(1), (one, next) => next - one).ShouldAllBe(apart => apart == TimeSpan.FromHours(1));
    }

    [Fact]
    public void Of_missed_times_the_latest_within_a_day_is_made_up_for_and_the_others_are_recorded()
    {
        var hourly = Recurrence.Of("0 */8 * * *", "UTC");
        var first = Moment("2026-11-20T00:00Z");

        var back = DueTimes.Judge(hourly, first, Moment("2026-11-22T09:00Z"), 100);
        var exactly = DueTimes.Judge(Recurrence.Of("0 0 * * 5", "UTC"), first, first + DueTimes.MadeUpWithin, 100);
        var later = DueTimes.Judge(Recurrence.Of("0 0 * * 5", "UTC"), first, first + DueTimes.MadeUpWithin + TimeSpan.FromSeconds(1), 100);
        var early = DueTimes.Judge(hourly, first, first.AddSeconds(-1), 100);

        back.Made.ShouldBe(Moment("2026-11-22T08:00Z"));
        back.Missed.Select(time => $"{time.At:dd HH} {time.Reason}").ShouldBe(
        [
            "20 00 TooLate", "20 08 TooLate", "20 16 TooLate", "21 00 TooLate", "21 08 TooLate", "21 16 Overtaken", "22 00 Overtaken",
        ]);
        back.Next.ShouldBe(Moment("2026-11-22T16:00Z"));
        (exactly.Made, exactly.Missed.Count).ShouldBe((first, 0));
        (later.Made, later.Missed.Single().Reason, later.Next).ShouldBe((null, MissedReason.TooLate, Moment("2026-11-27T00:00Z")));
        (early.Made, early.Missed.Count, early.Next).ShouldBe((null, 0, first));
    }

    [Fact]
    public void However_the_looks_fall_every_due_time_is_decided_about_once_and_nothing_is_made_twice() =>
        Gen.Select(
                OneOf("*/7 * * * *", "30 2 * * *", "0 */5 * * *", "15 0 29 2 *", "0 3 * * 1"),
                OneOf(Hue, Berlin, "UTC"),
                Gen.Int[0, 4_000].Array[1, 12],
                Gen.Int[1, 20])
            .Sample((cron, zone, pauses, atOnce) =>
            {
                var recurrence = Recurrence.Of(cron, zone);
                var began = Moment("2026-03-27T00:00Z");
                var (first, now) = (recurrence.NextAfter(began), began);
                var made = new List<DateTimeOffset>();
                var missed = new List<DateTimeOffset>();
                foreach (var minutes in pauses)
                {
                    now = now.AddMinutes(minutes);
                    while (first <= now)
                    {
                        var judged = DueTimes.Judge(recurrence, first.Value, now, atOnce);
                        if (judged.Made is { } one)
                            made.Add(one);
                        missed.AddRange(judged.Missed.Select(time => time.At));
                        first = judged.Next;
                    }
                }

                var due = recurrence.From(recurrence.NextAfter(began)!.Value).TakeWhile(time => time <= now).ToList();
                return made.Concat(missed).Order().SequenceEqual(due) && made.Count <= pauses.Length;
            });

    [Theory]
    [InlineData("0 2 * * 1", true)]
    [InlineData("*/15 8-17 * * MON-FRI", true)]
    [InlineData("0 0 2 * * 1", false)]
    [InlineData("@daily", false)]
    [InlineData("0 25 * * *", false)]
    [InlineData("0 0 30 2 *", false)]
    [InlineData("", false)]
    public void A_cron_expression_has_five_fields_and_comes_true(string text, bool expected) => Recurrence.IsCron(text).ShouldBe(expected);

    [Theory]
    [InlineData("Asia/Ho_Chi_Minh", true)]
    [InlineData("UTC", true)]
    [InlineData("Asia/Hue", false)]
    [InlineData("localtime", false)]
    [InlineData("posixrules", false)]
    [InlineData("right/Asia/Ho_Chi_Minh", false)]
    [InlineData("SE Asia Standard Time", false)]
    [InlineData("", false)]
    public void A_time_zone_is_named_as_every_node_knows_it(string id, bool expected) => Recurrence.IsTimeZone(id).ShouldBe(expected);

    /// <summary>What is made while a node looks every minute of a day by the clocks of its zone.</summary>
    private static List<DateTimeOffset> Day(Recurrence recurrence, string zone, string day)
    {
        var midnight = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var clocks = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var (start, end) = (At(midnight), At(midnight.AddDays(1)));
        var next = recurrence.NextAfter(start.AddTicks(-1));
        var made = new List<DateTimeOffset>();
        for (var now = start; now < end; now = now.AddMinutes(1))
        {
            if (next > now)
                continue;
            var judged = DueTimes.Judge(recurrence, next!.Value, now, 100);
            judged.Missed.ShouldBeEmpty();
            made.Add(judged.Made!.Value);
            next = judged.Next;
        }

        return made;

        DateTimeOffset At(DateTime local) => new(local, clocks.GetUtcOffset(local));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.OneOf(Array.ConvertAll(texts, Gen.Const));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
