using HueS.Integration.Identity;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>
/// Which grades verify a claim, which go to a person and which differ. The worst field decides; sex only ever warns.
/// <list type="table">
/// <item><term>name exact or spelling</term><description>verifies</description></item>
/// <item><term>name equal only without marks, or words missing or moved</term><description>goes to a person</description></item>
/// <item><term>birth date equal to the precision both sides share</term><description>verifies</description></item>
/// <item><term>day and month swapped, 1 January on one side, none in the register</term><description>goes to a person</description></item>
/// <item><term>anything else</term><description>differs</description></item>
/// </list>
/// </summary>
internal static class VerificationRules
{
    /// <summary>Stored with every answer. Raise it with every change of what leads to which outcome.</summary>
    public const string Version = "2026-11.1";

    public static Decision Compare(ClaimedPerson claim, RegisteredPerson registered)
    {
        var name = claim.Name.CompareTo(registered.Name);
        BirthDateComparison? birthDate = registered.BirthDate is { } known ? claim.BirthDate.CompareTo(known) : null;
        bool? sexAgrees = claim.Sex == Sex.Unknown || registered.Sex == Sex.Unknown ? null : claim.Sex == registered.Sex;

        Reason?[] doubts = [DoubtOf(name), DoubtOf(birthDate)];
        var reasons = doubts.OfType<Reason>().ToList();
        var outcome =
            reasons.Count == 0 ? Outcome.Verified
            : reasons.Exists(reason => reason is Reason.NameDifferent or Reason.BirthDateDifferent) ? Outcome.Differs
            : Outcome.NeedsPerson;
        return new Decision(outcome, reasons, new Grades(name, birthDate, sexAgrees));
    }

    private static Reason? DoubtOf(NameGrade grade) => grade switch
    {
        NameGrade.Exact or NameGrade.Spelling => null,
        NameGrade.Unmarked => Reason.NameUnmarked,
        NameGrade.Partial => Reason.NamePartial,
        NameGrade.Different => Reason.NameDifferent,
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    private static Reason? DoubtOf(BirthDateComparison? comparison) => comparison?.Grade switch
    {
        null => Reason.BirthDateMissing,
        BirthDateGrade.Equal => null,
        BirthDateGrade.DayMonthSwapped => Reason.BirthDateSwapped,
        BirthDateGrade.FirstOfJanuary => Reason.BirthDateFirstOfJanuary,
        BirthDateGrade.Different => Reason.BirthDateDifferent,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}
