using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Verification;

/// <summary>
/// Works on one leased check: asks the register and settles the check, or gives it back. Once the register was asked, what
/// came of it is recorded even if the caller has gone.
/// </summary>
internal sealed class Asker(
    Check check,
    CheckLedger ledger,
    IOptions<VerificationOptions> options,
    TimeProvider time,
    ILogger<Asker> logger)
{
    public async Task AskAsync(
        Actor actor,
        VerificationCase asked,
        Lease lease,
        PurposeOptions purpose,
        SealedClaim claim,
        DateTimeOffset answerBy,
        Lane lane,
        CancellationToken cancellationToken)
    {
        var person = claim.Person.Open();
        var question = new RegisterQuestion(
            person.Number,
            person.OldCard,
            person.Name,
            person.BirthDate,
            asked.Purpose,
            claim.OpenOfficer(),
            asked.CaseReference);
        var ask = new Ask(asked.Id, asked.SubjectId, asked.ClientId, answerBy, lane);
        try
        {
            var result = await check.RunAsync(purpose, question, person, ask, cancellationToken);
            await ledger.SettleAsync(actor, asked, lease, result, AnswerSource.Register, CancellationToken.None);
        }
        catch (WrongPersonException)
        {
            // Asking the same again would stop the route again: after three times a person takes this one over.
            await ledger.FailAsync(actor, asked, lease, options.Value.FirstDelay, PendingReason.RegisterQuarantined, CancellationToken.None);
        }
        catch (UpstreamUnavailableException outage)
        {
            await GiveBackAsync(actor, asked, lease, outage.RetryAfter, PendingReason.Of(outage.Reason));
        }
        catch (UpstreamRefusedException refusal) when (refusal.Reason is RefusalReason.NotAuthenticated or RefusalReason.Forbidden)
        {
            // Our credentials, not this case: an operator mends them, and the check is still there.
            logger.RegisterRefusedUs(asked.Id);
            await GiveBackAsync(actor, asked, lease, null, PendingReason.RegisterUnreachable);
        }
        catch (UpstreamRefusedException)
        {
            logger.RegisterRefused(asked.Id);
            await HandOverAsync(actor, asked, lease, Reason.RegisterRefused);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ledger.PutOffAsync(actor, asked, lease, TimeSpan.Zero, PendingReason.RegisterUnreachable, CancellationToken.None);
            throw;
        }
    }

    private Task GiveBackAsync(Actor actor, VerificationCase asked, Lease lease, TimeSpan? retryAfter, string reason) =>
        time.GetUtcNow() >= asked.Deadline
            ? HandOverAsync(actor, asked, lease, Reason.DeadlinePassed)
            : ledger.PutOffAsync(actor, asked, lease, DelayAfter(asked, lease.Attempts, retryAfter), reason, CancellationToken.None);

    /// <summary>Ends the check with a person, who decides what the register could not.</summary>
    public Task HandOverAsync(Actor actor, VerificationCase asked, Lease lease, Reason reason) =>
        ledger.SettleAsync(
            actor,
            asked,
            lease,
            new CheckResult(Decision.For(Outcome.NeedsPerson, reason), null),
            AnswerSource.None,
            CancellationToken.None);

    /// <summary>Doubles with every attempt up to the longest, with jitter; what the register asked for is the least.</summary>
    private TimeSpan DelayAfter(VerificationCase asked, int attempts, TimeSpan? retryAfter)
    {
        var (first, longest) = (options.Value.FirstDelay, options.Value.LongestDelay);
        var grown = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 20)), longest.TotalSeconds);
        var jittered = TimeSpan.FromSeconds(grown * (0.75 + (Random.Shared.NextDouble() / 2)));
        var wanted = retryAfter is { } least && least > jittered ? least : jittered;
        // However long the register wants to be left alone, the person who waits is handed over in time.
        var left = asked.Deadline - time.GetUtcNow();
        return wanted < left ? wanted : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
