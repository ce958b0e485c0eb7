using HueS.Integration.Access;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>A decision, and the identity the register showed where the claim was verified against its data or a person is to compare the two.</summary>
internal sealed record CheckResult(Decision Decision, SealedPerson? Registered);

/// <summary>
/// Asks the register as little as a purpose needs and decides by the purpose's policy. Throws where the register could not
/// answer, and decides nothing then.
/// </summary>
internal sealed class Check(PopulationRegister register, SpelledQuestions questions, Successors successors, TimeProvider time)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public async Task<CheckResult> RunAsync(
        PurposeOptions purpose,
        RegisterQuestion question,
        ClaimedPerson claim,
        Ask ask,
        CancellationToken cancellationToken)
    {
        var compared = purpose.Check switch
        {
            CheckKind.LookUp => await LookUpAsync(PolicyBook.Published.For(purpose), question, claim, ask, cancellationToken),
            CheckKind.YesNo => new Compared(await YesNoAsync(question, ask, cancellationToken), null),
            _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
        };

        // Only someone about to be verified is worth another query: the other outcomes stand whether or not they live.
        if (!compared.Agrees)
            return compared.Result;
        if (!purpose.VitalStatus)
            return compared.WithoutVitalStatus();
        return await register.VitalStatusAsync(compared.VitalQuestion(question), ask, cancellationToken) switch
        {
            VitalAnswer.Alive => compared.Living(),
            VitalAnswer.Dead => compared.NotAlive(Reason.PersonDead),
            VitalAnswer.Missing => compared.NotAlive(Reason.PersonMissing),
            var other => throw new InvalidOperationException($"Unknown vital status {other.GetType().Name}."),
        };
    }

    private async Task<Compared> LookUpAsync(
        Policy policy,
        RegisterQuestion question,
        ClaimedPerson claim,
        Ask ask,
        CancellationToken cancellationToken)
    {
        // What is remembered saves a question only where it leads to somebody: the old number itself may tell more.
        if (await successors.RecallAsync(question, ask, cancellationToken) is { } remembered)
            return Compare(policy, claim, remembered, isSuccessor: true);

        switch (await questions.LookUpAsync(question, ask, cancellationToken))
        {
            case LookUpAnswer.Found found:
                await successors.ForgetAsync(ask);
                return Compare(policy, claim, found, isSuccessor: false);
            case LookUpAnswer.NotFound:
                return new Compared(new CheckResult(Decision.For(Outcome.NotFound, Reason.NoSuchPerson), null), null);
            case LookUpAnswer.Replaced replaced:
                return await successors.FollowAsync(question, replaced, ask, cancellationToken) is { } holder
                    ? Compare(policy, claim, holder, isSuccessor: true)
                    : new Compared(new CheckResult(Decision.For(Outcome.NumberReplaced, Reason.NumberReplaced), null), null);
            case var other:
                throw new InvalidOperationException($"Unknown look-up answer {other.GetType().Name}.");
        }
    }

    private async Task<CheckResult> YesNoAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        await questions.VerifyAsync(question, ask, cancellationToken) switch
        {
            VerifyAnswer.Matches => new CheckResult(Decision.For(Outcome.Verified), null),
            VerifyAnswer.DoesNotMatch => new CheckResult(Decision.For(Outcome.Differs, Reason.RegisterSaysNo), null),
            var other => throw new InvalidOperationException($"Unknown answer {other.GetType().Name}."),
        };

    private Compared Compare(Policy policy, ClaimedPerson claim, LookUpAnswer.Found found, bool isSuccessor)
    {
        var decision = VerificationRules.Compare(policy, claim, found.Person, Today(), DayOf(found.AsOf));
        return isSuccessor
            ? Compared.WithSuccessor(decision, found.Person)
            : new Compared(new CheckResult(decision, decision.Outcome is Outcome.Verified or Outcome.NeedsPerson ? Keep(found.Person) : null), found.Person);
    }

    private DateOnly Today() => DayOf(time.GetUtcNow())!.Value;

    private static DateOnly? DayOf(DateTimeOffset? moment) =>
        moment is { } known ? DateOnly.FromDateTime(known.ToOffset(Vietnam).DateTime) : null;

    // Number, name and birth date are what a profile is bound to, and what a person decides by; nothing else of the register
    // is kept, and of a doubt only until it is decided.
    private static SealedPerson? Keep(RegisteredPerson person) =>
        person is { Number: { } number, BirthDate: { } birthDate }
            ? new SealedPerson(number.Digits, null, person.Name.Text, birthDate.ToIso(), Identity.Sex.Unknown)
            : null;
}
