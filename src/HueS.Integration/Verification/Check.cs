using HueS.Integration.Access;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>A decision, and the identity the register showed where the claim was verified against its data.</summary>
internal sealed record CheckResult(Decision Decision, SealedPerson? Registered);

/// <summary>
/// Asks the register as little as a purpose needs and decides. Throws where the register could not answer, and decides
/// nothing then. The register compares names without marks, so a name it does not find is asked for once more in each of
/// its other accepted spellings before it counts as not found.
/// </summary>
internal sealed class Check(PopulationRegister register)
{
    public async Task<CheckResult> RunAsync(
        PurposeOptions purpose,
        RegisterQuestion question,
        ClaimedPerson claim,
        Ask ask,
        CancellationToken cancellationToken)
    {
        var compared = purpose.Check switch
        {
            CheckKind.LookUp => await LookUpAsync(question, claim, ask, cancellationToken),
            CheckKind.YesNo => await YesNoAsync(question, ask, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
        };

        // Only someone about to be verified is worth another query: the other outcomes stand whether or not they live.
        if (!purpose.VitalStatus || compared.Decision.Outcome != Outcome.Verified)
            return compared;

        // By the number and in the spelling the register itself has.
        var asked = compared.Registered?.Open() is { Number: { } number, Name: var name }
            ? question with { Number = number, OldCard = null, Name = name }
            : question;
        return await register.VitalStatusAsync(asked, ask, cancellationToken) switch
        {
            VitalAnswer.Alive => compared,
            VitalAnswer.Dead => new CheckResult(Decision.For(Outcome.NotAlive, Reason.PersonDead), null),
            VitalAnswer.Missing => new CheckResult(Decision.For(Outcome.NotAlive, Reason.PersonMissing), null),
            var other => throw new InvalidOperationException($"Unknown vital status {other.GetType().Name}."),
        };
    }

    private async Task<CheckResult> LookUpAsync(
        RegisterQuestion question,
        ClaimedPerson claim,
        Ask ask,
        CancellationToken cancellationToken)
    {
        var answer = await register.LookUpAsync(question, ask, cancellationToken);
        foreach (var spelling in claim.Name.Respelled())
        {
            if (answer is not LookUpAnswer.NotFound)
                break;
            answer = await register.LookUpAsync(question with { Name = spelling }, ask, cancellationToken);
        }

        switch (answer)
        {
            case LookUpAnswer.Found found:
                var decision = VerificationRules.Compare(claim, found.Person);
                return new CheckResult(decision, decision.Outcome == Outcome.Verified ? Keep(found.Person) : null);
            case LookUpAnswer.NotFound:
                return new CheckResult(Decision.For(Outcome.NotFound, Reason.NoSuchPerson), null);
            case LookUpAnswer.Replaced:
                return new CheckResult(Decision.For(Outcome.NumberReplaced, Reason.NumberReplaced), null);
            case var other:
                throw new InvalidOperationException($"Unknown look-up answer {other.GetType().Name}.");
        }
    }

    private async Task<CheckResult> YesNoAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken)
    {
        var answer = await register.VerifyAsync(question, ask, cancellationToken);
        foreach (var spelling in question.Name.Respelled())
        {
            if (answer is not VerifyAnswer.DoesNotMatch)
                break;
            answer = await register.VerifyAsync(question with { Name = spelling }, ask, cancellationToken);
        }

        return answer switch
        {
            VerifyAnswer.Matches => new CheckResult(Decision.For(Outcome.Verified), null),
            VerifyAnswer.DoesNotMatch => new CheckResult(Decision.For(Outcome.Differs, Reason.RegisterSaysNo), null),
            var other => throw new InvalidOperationException($"Unknown answer {other.GetType().Name}."),
        };
    }

    // Number, name and birth date are what a profile is bound to; nothing else of the register is kept.
    private static SealedPerson? Keep(RegisteredPerson person) =>
        person is { Number: { } number, BirthDate: { } birthDate }
            ? new SealedPerson(number.Digits, null, person.Name.Text, birthDate.ToIso(), Identity.Sex.Unknown)
            : null;
}
