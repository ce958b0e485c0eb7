using Polly;

namespace HueS.Integration.Upstreams.Quota;

/// <summary>Makes every attempt pay, waiting for its turn as long as the call leaves room for an attempt after it.</summary>
internal sealed class QuotaStrategy(Governor governor, TimeSpan attemptTimeout, TimeProvider time) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback,
        ResilienceContext context,
        TState state)
    {
        var call = UpstreamCall.Of(context);
        var started = time.GetTimestamp();
        var payment = await governor.PayAsync(call.Ask.Lane, Patience(call), context.CancellationToken);
        call.Ask.Waits.Add(time.GetElapsedTime(started));
        return payment.IsPaid
            ? await callback(context, state)
            : Outcome.FromException<TResult>(new UpstreamUnavailableException(UnavailableReason.QuotaSpent, payment.Wait));
    }

    private TimeSpan Patience(UpstreamCall call)
    {
        var left = call.EndsAt - time.GetUtcNow();
        var room = attemptTimeout < left / 2 ? left - attemptTimeout : left / 2;
        var most = call.Ask.Lane != Lane.Counter ? Rest(governor.Options.BackgroundWait - call.Ask.Waits.Total)
            // A person is not kept waiting for a turn here while another route may have one to give.
            : call.Ask.MayGoElsewhere ? TimeSpan.Zero
            : governor.Options.CounterWait;
        return room < most ? room : most;
    }

    private static TimeSpan Rest(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
