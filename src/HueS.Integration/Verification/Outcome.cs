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
    NameSpelling,
    BirthDatePartial,

    /// <summary>Verified, for a purpose that does not ask whether the person lives.</summary>
    VitalStatusNotAsked,

    /// <summary>Under the number that replaced the claimed one the register has a living person with this name and birth date.</summary>
    SuccessorConfirmed,

    /// <summary>Asked twice, the register showed another citizen's data twice.</summary>
    RecordMixedUp,

    /// <summary>A person saw the papers, and the claim is the citizen's own.</summary>
    ConfirmedByPerson,

    /// <summary>A person saw the papers, and the claim is not the citizen's own.</summary>
    RefutedByPerson,

    /// <summary>A person looked, and could not tell either.</summary>
    LeftUndecided,
}

/// <summary>Which side knows less of a birth date.</summary>
internal enum KnownLess
{
    Neither,
    Claim,
    Register,
}

/// <summary>How each field of a claim compared with the register.</summary>
/// <param name="LessKnown">Which side knows less of the birth date; absent for cases of the first slice, and without one to compare.</param>
/// <param name="Ward">Absent where the claim states no ward.</param>
internal sealed record Grades(
    NameGrade Name,
    BirthDateComparison? BirthDate,
    bool? SexAgrees,
    KnownLess? LessKnown = null,
    WardGrade? Ward = null);

/// <summary>What the rules make of the register's answer.</summary>
internal sealed record Decision(Outcome Outcome, IReadOnlyList<Reason> Reasons, Grades? Grades)
{
    public static Decision For(Outcome outcome, params IReadOnlyList<Reason> reasons) => new(outcome, reasons, null);
}
