using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>When a check that waits can expect its answer, by its place and by the register's quota as it stands.</summary>
internal sealed class Expectation(RegisterForecast forecast)
{
    /// <summary>The check with the time at which it is expected to be asked for: its turn, but not before its next attempt.</summary>
    public async ValueTask<VerificationCase> OfAsync(VerificationCase check, Pool pool, CancellationToken cancellationToken)
    {
        // A paused list goes on when somebody says so, which nobody can foresee.
        if (!check.IsPending || check.Standing is not { } standing || standing.Reason == PendingReason.ListPaused)
            return check;
        var lane = check.BatchId is null ? Lane.Deferred : Lane.Reconciliation;
        var turn = await forecast.ExpectedAsync(lane, standing.Ahead, pool, cancellationToken);
        return check with { ExpectedAt = turn < standing.DueAt ? standing.DueAt : turn };
    }
}
