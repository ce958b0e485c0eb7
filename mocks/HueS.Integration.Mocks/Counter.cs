using System.Globalization;

namespace HueS.Integration.Mocks;

/// <summary>Hands in claims: whose, with which dirt.</summary>
internal sealed class Counter
{
    /// <summary>Seven in ten are right and at most look wrong; the rest are slips and wrong claims, about half and half.</summary>
    private static readonly Weighted<Dirt> Kinds = new(
    [
        (Dirt.None, 22), (Dirt.CardQr, 8), (Dirt.OldCard, 5), (Dirt.UpperCase, 9), (Dirt.Decomposed, 7),
        (Dirt.WrongLetter, 6), (Dirt.TonePlacement, 6), (Dirt.Spaces, 6),
        (Dirt.MarksLost, 5), (Dirt.Respelled, 1), (Dirt.WordsSwapped, 2), (Dirt.WordMissing, 2),
        (Dirt.DayMonthSwapped, 2), (Dirt.FirstOfJanuary, 2), (Dirt.YearOnly, 1),
        (Dirt.OtherNumber, 3), (Dirt.TwinNumber, 1), (Dirt.UnknownNumber, 3), (Dirt.WrongDigit, 2), (Dirt.OtherName, 2),
        (Dirt.OtherBirthYear, 1), (Dirt.Deceased, 2), (Dirt.Missing, 0.5), (Dirt.ReplacedNumber, 1.5),
    ]);

    private readonly City _city;
    private readonly Dice _dice;
    private readonly Soiling _soiling;
    private readonly Citizen[] _queue;
    private readonly HashSet<string> _served = [];
    private readonly Dictionary<Dirt, int> _next = [];

    public Counter(City city, IReadOnlyList<Persona> personas, Dice dice)
    {
        (_city, _dice) = (city, dice);
        _soiling = new Soiling(city, [.. personas.Select(persona => persona.Number)], dice);
        _queue = [.. city.Citizens];
        dice.Shuffle(_queue);
    }

    public List<Claim> Take(IReadOnlyList<Persona> personas, int count)
    {
        var claims = personas.Select(Of).ToList();
        while (claims.Count < count)
        {
            var dirt = Kinds.Pick(_dice);
            // A small city may have, say, nobody with a replaced number left: then someone ordinary comes instead.
            var (citizen, fits) = Next(dirt) is { } found ? (found, dirt) : (Next(Dirt.None), Dirt.None);
            claims.Add(Of(citizen ?? throw new ArgumentException($"The city is too small for {count} claims."), fits));
        }

        var shuffled = claims.ToArray();
        _dice.Shuffle(shuffled);
        return [.. shuffled.Select((claim, row) => claim with { Id = $"C{row + 1:00000}", CaseReference = $"H57-2026/{row + 1:00000}" })];
    }

    private Citizen? Next(Dirt dirt)
    {
        for (var at = _next.GetValueOrDefault(dirt); at < _queue.Length; at++)
        {
            if (_soiling.Fits(_queue[at], dirt) && _served.Add(_queue[at].Number))
            {
                _next[dirt] = at + 1;
                return _queue[at];
            }
        }

        _next[dirt] = _queue.Length;
        return null;
    }

    private Claim Of(Citizen citizen, Dirt dirt)
    {
        var dossiers = _city.DossiersOf(citizen).ToList();
        var dossier = dossiers.Count > 0 && _dice.Chance(0.7) ? _dice.Pick(dossiers) : null;
        var clean = Blank(dirt) with
        {
            Number = citizen.Number,
            Name = citizen.FullName,
            BirthDate = citizen.BirthDate,
            Sex = _dice.Chance(0.7) ? citizen.Sex : "",
            Phone = citizen.Phone,
            Dossier = dossier?.Number ?? "",
            DossierFlaw = dossier?.Flaw,
        };
        return _soiling.Soil(clean, citizen, dirt);
    }

    private Claim Of(Persona persona) => Blank(Dirt.Persona) with
    {
        Number = persona.OldCard is null ? persona.Number : "",
        OldCardNumber = persona.OldCard ?? "",
        Name = persona.Name,
        BirthDate = persona.BirthDate,
        Sex = persona.Sex,
        Phone = persona.Phone ?? "",
        Dossier = persona.Dossiers is [var first, ..] ? first.Number : "",
        DossierFlaw = persona.Dossiers is [var same, ..] ? same.Flaw : null,
        Truth = persona is not { LookUp: LookUpKind.Found, VitalStatus: VitalStatus.Alive } ? Truth.False
            : persona == Personas.MarksLost ? Truth.Soft
            : Truth.Genuine,
    };

    private Claim Blank(Dirt dirt) => new(
        "",
        _dice.Pick(Procedure.All).Code,
        "",
        // The newest callers send the officer's own number where others send an account.
        _dice.Chance(0.05) ? $"046085{Births.FirstFreeSerial + _dice.Below(20):000000}" : $"cb.{_dice.Between(1, 40):000}",
        "", "", "", "", "", "", "", "", null,
        dirt,
        dirt.Truth());
}
