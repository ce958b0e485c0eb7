using CsCheck;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Quota;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Quota;

/// <summary>What holds after any draws whatever, of any node, at any time.</summary>
public sealed class DrawProperties(TestDatabases databases)
{
    private const double Rounding = 1e-6;

    private static readonly Gen<QuotaOptions> Options =
        from rate in Gen.Double[0.05, 200]
        from burst in Gen.Int[1, 60]
        from perDay in Gen.Int[1, 400]
        from share in Gen.Double[0, 0.5]
        from deferred in Gen.Double[0, 0.4]
        from reconciliation in Gen.Double[0, 0.4]
        select new QuotaOptions
        {
            PerSecond = rate,
            Burst = burst,
            PerDay = perDay > 300 ? null : perDay,
            FeePerQuery = 7,
            CounterShare = share,
            DeferredMinimum = deferred,
            ReconciliationMinimum = reconciliation,
        };

    private static readonly Gen<Step> Steps =
        from passed in Gen.Frequency((1, Gen.Double[5, 200]), (5, Gen.Double[0, 1]), (2, Gen.Const(0.0)))
        from counter in Wanted
        from deferred in Wanted
        from reconciliation in Wanted
        from ahead in Wanted
        from complaint in Gen.Int[0, 20]
        select new Step(passed, counter, deferred, reconciliation, ahead, complaint switch
        {
            0 => Complaint.Told(TimeSpan.FromSeconds(3)),
            1 => Complaint.Told(null),
            2 => Complaint.Seen,
            _ => null,
        });

    private static Gen<int> Wanted => Gen.Frequency((3, Gen.Const(0)), (3, Gen.Int[1, 5]), (1, Gen.Int[6, 80]));

    [Fact]
    public async Task However_they_ask_nodes_never_get_more_than_the_quota_and_a_counter_never_waits_behind_the_others()
    {
        await using var world = await QuotaWorld.StartAsync(databases);

        await Gen.Select(Options, Steps.Array[1, 12]).SampleAsync(
            async (options, steps) =>
            {
                var upstream = Guid.CreateVersion7().ToString();
                var first = await world.DrawAsync(options, upstream: upstream);
                long granted = 0;
                foreach (var step in steps)
                {
                    await world.PassAsync(step.Passed);
                    var terms = QuotaTerms.At(options, world.Now);
                    var drawn = await world.DrawAsync(
                        options, step.Counter, step.Deferred, step.Reconciliation, step.Ahead, complaint: step.Complaint, upstream: upstream);
                    granted += drawn.Counter + drawn.Deferred + drawn.Reconciliation + drawn.Ahead;

                    ShouldBeInOrder(options, terms, step, drawn);
                    var seconds = (drawn.At - first.At).TotalSeconds;
                    ((double)granted).ShouldBeLessThanOrEqualTo(options.Burst + (options.PerSecond * seconds) + Rounding);
                }

                var standing = await world.StandingAsync(upstream);
                (standing.DayCount, standing.DayFee).ShouldBe((granted, 7 * granted));
                (options.PerDay - granted)?.ShouldBeGreaterThanOrEqualTo(0);
            },
            iter: 60,
            threads: 1);
    }

    private static void ShouldBeInOrder(QuotaOptions options, QuotaTerms terms, Step step, Drawn drawn)
    {
        drawn.Tokens.ShouldBeInRange(-Rounding, options.Burst);
        drawn.Counter.ShouldBeInRange(0, step.Counter);
        drawn.Deferred.ShouldBeInRange(0, step.Deferred);
        drawn.Reconciliation.ShouldBeInRange(0, step.Reconciliation);
        drawn.Ahead.ShouldBeInRange(0, step.Ahead);
        if (drawn.PausedFor > TimeSpan.Zero)
            (drawn.Counter + drawn.Deferred + drawn.Reconciliation + drawn.Ahead).ShouldBe(0);

        // A moment's worth of its own share, or two tokens, is all a lane may ever have beyond what counters leave.
        if (drawn.Counter < step.Counter)
        {
            drawn.Deferred.ShouldBeLessThanOrEqualTo(Moment(options.PerSecond * terms.Deferred.Minimum));
            drawn.Reconciliation.ShouldBeLessThanOrEqualTo(Moment(options.PerSecond * terms.Reconciliation.Minimum));
            drawn.Ahead.ShouldBe(0);
        }

        if (drawn.Deferred > Moment(options.PerSecond * terms.Deferred.Minimum))
            drawn.Tokens.ShouldBeGreaterThanOrEqualTo(terms.Deferred.Kept - Rounding);
        if (drawn.Ahead > 0)
            drawn.Tokens.ShouldBeGreaterThanOrEqualTo(terms.Reconciliation.Kept - Rounding);
    }

    [Fact]
    public async Task With_nobody_at_a_counter_the_others_use_everything()
    {
        await using var world = await QuotaWorld.StartAsync(databases);

        await Gen.Select(Options, Gen.Bool).SampleAsync(
            async (options, isDeferred) =>
            {
                options.PerDay = null;
                options.Burst += 4;
                options.CounterShare /= 2;
                var upstream = Guid.CreateVersion7().ToString();
                var terms = QuotaTerms.At(options, world.Now).Of(isDeferred ? Lane.Deferred : Lane.Reconciliation);
                const int everything = 10_000;
                Task<Drawn> AskAsync() => isDeferred
                    ? world.DrawAsync(options, deferred: everything, upstream: upstream)
                    : world.DrawAsync(options, reconciliation: everything, upstream: upstream);
                await AskAsync();

                // The bucket stands at the lane's reserve, or less than a token above; the pauses never fill it.
                var seconds = (options.Burst - terms.Kept - 1) / options.PerSecond;
                var got = 0;
                for (var step = 0; step < 5; step++)
                {
                    await world.PassAsync(seconds);
                    var drawn = await AskAsync();
                    got += drawn.Deferred + drawn.Reconciliation;
                }

                ((double)got).ShouldBeGreaterThanOrEqualTo((5 * seconds * options.PerSecond) - 1 - Rounding);
            },
            iter: 25,
            threads: 1);
    }

    private static int Moment(double ofItsOwn) => (int)Math.Max(2, Math.Ceiling(ofItsOwn / 10));

    private sealed record Step(double Passed, int Counter, int Deferred, int Reconciliation, int Ahead, Complaint? Complaint);
}
