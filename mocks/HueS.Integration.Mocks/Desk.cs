using System.Globalization;

namespace HueS.Integration.Mocks;

/// <summary>Files dossiers for people, with the flaws dossiers have.</summary>
internal sealed class Desk(Dice dice)
{
    private static readonly Weighted<DossierFlaw> Flaws = new(
    [
        (DossierFlaw.None, 52),
        (DossierFlaw.NoNumber, 22),
        (DossierFlaw.OldCard, 6),
        (DossierFlaw.OtherNumber, 6),
        (DossierFlaw.OtherName, 4),
        (DossierFlaw.MarksLost, 4),
        (DossierFlaw.YearOnly, 3),
        (DossierFlaw.NoBirthDate, 3),
    ]);

    private readonly HashSet<string> _taken = [];

    public List<Dossier> File(IReadOnlyList<Citizen> citizens)
    {
        var dossiers = new List<Dossier>(citizens.Count);
        foreach (var citizen in citizens)
        {
            var luck = dice.NextDouble();
            for (var left = luck < 0.35 ? 0 : luck < 0.8 ? 1 : 2; left > 0; left--)
                dossiers.Add(Of(citizen, citizens));
        }

        return dossiers;
    }

    private Dossier Of(Citizen holder, IReadOnlyList<Citizen> citizens)
    {
        // A dossier of the year just past; the day number is spread so that four digits suffice for its serial.
        var received = new DateOnly(2025, 1, 1).AddDays(dice.Below(365));
        var other = OtherThan(holder, citizens);
        var flaw = Possible(Flaws.Pick(dice), holder, other);
        return new Dossier(
            Number(received),
            holder.Number,
            flaw switch
            {
                DossierFlaw.OtherName => other!.FullName,
                DossierFlaw.MarksLost => Letters.Unmark(holder.FullName),
                _ => holder.FullName,
            },
            flaw switch
            {
                DossierFlaw.NoNumber => "",
                DossierFlaw.OldCard => holder.OldCard!,
                DossierFlaw.OtherNumber => other!.Number,
                _ => holder.Number,
            },
            flaw switch
            {
                DossierFlaw.NoBirthDate => "",
                DossierFlaw.YearOnly => holder.BirthDate[..4],
                _ => holder.BirthDate,
            },
            holder.Phone,
            Iso(received),
            Iso(received.AddDays(7)),
            dice.Pick(Procedure.All),
            flaw);
    }

    private static DossierFlaw Possible(DossierFlaw wanted, Citizen holder, Citizen? other) => wanted switch
    {
        DossierFlaw.OldCard when holder.OldCard is null => DossierFlaw.NoNumber,
        DossierFlaw.YearOnly when !holder.HasFullBirthDate => DossierFlaw.NoBirthDate,
        DossierFlaw.MarksLost when Letters.Unmark(holder.FullName) == holder.FullName => DossierFlaw.NoNumber,
        DossierFlaw.OtherName or DossierFlaw.OtherNumber when other is null => DossierFlaw.NoNumber,
        _ => wanted,
    };

    private Citizen? OtherThan(Citizen holder, IReadOnlyList<Citizen> citizens)
    {
        var other = dice.Pick(citizens);
        // A namesake's or twin's data would be no flaw, or another one.
        return other.Number == holder.Number || other.UpstreamName == holder.UpstreamName ? null : other;
    }

    private string Number(DateOnly received)
    {
        string number;
        do
        {
            number = $"000.00.00.H57-{received.ToString("yyMMdd", CultureInfo.InvariantCulture)}-{dice.Below(10_000):0000}";
        }
        while (!_taken.Add(number));
        return number;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
