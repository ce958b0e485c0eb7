using HueS.Integration.Access;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Microsoft.Extensions.Logging;

namespace HueS.Integration.Verification;

/// <summary>What came of asking the register about a check.</summary>
internal abstract record Asked
{
    private Asked()
    {
    }

    public sealed record Answered(CheckResult Result) : Asked;

    /// <summary>No answer was to be had, which says nothing about the person.</summary>
    /// <param name="RetryAfter">How long the register wants to be left alone.</param>
    public sealed record GivenBack(string Reason, TimeSpan? RetryAfter = null) : Asked;

    /// <summary>Asking again would be of no use: a person decides.</summary>
    public sealed record HandedOver(Reason Reason) : Asked;

    /// <summary>The answer was about somebody else, and its route is stopped; another may answer.</summary>
    public sealed record DrewWrongPerson : Asked;
}

/// <summary>Asks the register about one check, and tells what came of it in the room's own words.</summary>
internal sealed class Asker(Check check, ILogger<Asker> logger)
{
    public async Task<Asked> AskAsync(
        VerificationCase asked,
        PurposeOptions purpose,
        SealedClaim claim,
        Ask ask,
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
        try
        {
            return new Asked.Answered(await check.RunAsync(purpose, question, person, ask, cancellationToken));
        }
        catch (WrongPersonException)
        {
            return new Asked.DrewWrongPerson();
        }
        catch (MixedUpRecordException)
        {
            return new Asked.HandedOver(Reason.RecordMixedUp);
        }
        catch (UpstreamUnavailableException outage)
        {
            return new Asked.GivenBack(PendingReason.Of(outage.Reason), outage.RetryAfter);
        }
        catch (UpstreamRefusedException refusal) when (refusal.Reason is RefusalReason.NotAuthenticated or RefusalReason.Forbidden)
        {
            // Our credentials, not this case: an operator mends them, and the check is still there.
            logger.RegisterRefusedUs(asked.Id);
            return new Asked.GivenBack(PendingReason.RegisterUnreachable);
        }
        catch (UpstreamRefusedException)
        {
            logger.RegisterRefused(asked.Id);
            return new Asked.HandedOver(Reason.RegisterRefused);
        }
    }
}
