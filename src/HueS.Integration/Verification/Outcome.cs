using HueS.Integration.Identity;

namespace HueS.Integration.Verification;

/// <summary>The answer to a check. An outage has no place here: it leaves a check unsettled.</summary>
internal enum Outcome
{
    Verified,
    Differs,
    NotFound,
    NotAlive,
    NumberReplaced,
    NeedsPerson,
}

/// <summary>Why an outcome is what it is.</summary>
internal enum Reason
{
    NameUnmarked,
    NamePartial,
    NameDifferent,
    BirthDateSwapped,
    BirthDateFirstOfJanuary,
    BirthDateDifferent,
    BirthDateMissing,
    RegisterSaysNo,
    NoSuchPerson,
    PersonDead,
    PersonMissing,
    NumberReplaced,
    RegisterRefused,
    DeadlinePassed,
    CheckFailed,
}

/// <summary>How each field of a claim compared with the register.</summary>
internal sealed record Grades(NameGrade Name, BirthDateComparison? BirthDate, bool? SexAgrees);

/// <summary>What the rules make of the register's answer.</summary>
internal sealed record Decision(Outcome Outcome, IReadOnlyList<Reason> Reasons, Grades? Grades)
{
    public static Decision For(Outcome outcome, params IReadOnlyList<Reason> reasons) => new(outcome, reasons, null);
}
