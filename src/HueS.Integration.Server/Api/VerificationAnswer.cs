using HueS.Integration.Access;
using HueS.Integration.Contracts;
using HueS.Integration.Verification;

namespace HueS.Integration.Server.Api;

/// <summary>A check in the words of the API, with no more than the caller's policy row allows.</summary>
internal static class VerificationAnswer
{
    public static Contracts.Verification Of(VerificationCase found, Detail detail)
    {
        var settlement = found.Settlement;
        var outcome = settlement is null ? Contracts.Outcome.Pending : OutcomeFor(settlement.Decision.Outcome, detail);
        var tellsAll = detail == Detail.Grades;
        return new Contracts.Verification(
            found.Id,
            found switch
            {
                { WithdrawnAt: not null } => VerificationState.Withdrawn,
                { Settlement: null } => VerificationState.Pending,
                _ => VerificationState.Settled,
            },
            outcome,
            found.IsPending ? [] : ReasonsToTell(found, detail),
            found.Receipt,
            found.Purpose,
            found.CaseReference,
            found.CreatedAt,
            settlement?.AsOf is { } asOf ? (tellsAll ? asOf : ToTheMinute(asOf)) : null,
            settlement is null ? null : SourceOf(settlement.Source),
            settlement?.RulesVersion,
            tellsAll && settlement?.Decision.Grades is { } grades ? GradesOf(grades) : null,
            [.. WarningsToTell(found, tellsAll).Select(Warning)],
            found.IsPending ? PendingOf(found) : null,
            found.WithdrawnAt,
            found.WithdrawnAt is null
                ? Messages.For(outcome, [.. ReasonsToTell(found, detail), .. LimitsOf(settlement)])
                : Messages.Withdrawn);
    }

    /// <summary>Finer, it would tell how many queries an outcome took, and with that which outcome it was.</summary>
    public static DateTimeOffset ToTheMinute(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute));

    /// <summary>A pending check always says why it waits: that is about the register, not about the person.</summary>
    private static string[] ReasonsToTell(VerificationCase found, Detail detail) => found.Settlement switch
    {
        null when found.IsPending => [WaitsFor(found)],
        { Decision.Reasons: var reasons } when detail == Detail.Grades => [.. reasons.Select(Messages.Code)],
        _ => [],
    };

    /// <summary>What a verified check does not say follows from its purpose, not from the person, so every caller is told.</summary>
    private static IEnumerable<string> LimitsOf(Settlement? settlement) =>
        settlement?.Decision.Reasons.Where(reason => reason == Reason.VitalStatusNotAsked).Select(Messages.Code) ?? [];

    /// <summary>What only the register's record tells is told with the grades.</summary>
    private static IEnumerable<WarningCode> WarningsToTell(VerificationCase found, bool tellsAll)
    {
        if (!tellsAll || found.Settlement?.Decision.Grades is not { } grades)
            return found.Warnings;
        List<WarningCode> warnings = [.. found.Warnings];
        if (grades.SexAgrees == false)
            warnings.Add(WarningCode.SexDiffersFromRegister);
        if (grades.Ward == Identity.WardGrade.Different)
            warnings.Add(WarningCode.WardDiffersFromRegister);
        return warnings;
    }

    public static Contracts.Outcome OutcomeFor(Verification.Outcome outcome, Detail detail) => outcome switch
    {
        Verification.Outcome.Verified => Contracts.Outcome.Verified,
        Verification.Outcome.NeedsPerson => Contracts.Outcome.NeedsPerson,
        _ when detail == Detail.Outcome => Contracts.Outcome.NotVerified,
        Verification.Outcome.Differs => Contracts.Outcome.Differs,
        Verification.Outcome.NotFound => Contracts.Outcome.NotFound,
        Verification.Outcome.NotAlive => Contracts.Outcome.NotAlive,
        Verification.Outcome.NumberReplaced => Contracts.Outcome.NumberReplaced,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static Contracts.AnswerSource? SourceOf(Verification.AnswerSource source) => source switch
    {
        Verification.AnswerSource.Register => Contracts.AnswerSource.Register,
        Verification.AnswerSource.Reuse => Contracts.AnswerSource.Reuse,
        Verification.AnswerSource.Person => Contracts.AnswerSource.Person,
        Verification.AnswerSource.None => null,
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    private static FieldGrades? GradesOf(Grades grades) => grades.BirthDate is { } birthDate
        ? new FieldGrades(
            (NameGrade)grades.Name,
            (BirthDateGrade)birthDate.Grade,
            (BirthDatePrecision)birthDate.SharedPrecision,
            grades.SexAgrees,
            (WardGrade?)grades.Ward)
        : null;

    private static ClaimWarning Warning(WarningCode warning) =>
        new(Messages.Code(warning), ClaimFields.PathOf(ClaimFields.Of(warning)), Messages.ForWarning(Messages.Code(warning)));

    private static string WaitsFor(VerificationCase found) => found.Standing?.Reason ?? PendingReason.BeingAsked;

    /// <summary>None where the check has no place in a queue at this moment, because it is just ending.</summary>
    private static PendingCheck? PendingOf(VerificationCase found) => found.Standing is { } standing
        ? new(WaitsFor(found), standing.Attempts, standing.DueAt, standing.Ahead + 1, found.ExpectedAt, found.Deadline)
        : null;
}
