using System.Globalization;
using CsvHelper;

namespace HueS.Integration.Mocks;

/// <summary>Invented people and their dossiers. The same number of people and the same seed give the same city everywhere.</summary>
public sealed class City
{
    private readonly Dictionary<string, Citizen> _byKey = [];
    private readonly Dictionary<string, Dossier> _byDossier;
    private readonly ILookup<string, Dossier> _byOwner;

    internal City(IReadOnlyList<Citizen> citizens, IReadOnlyList<Dossier> dossiers)
    {
        (Citizens, Dossiers) = (citizens, dossiers);
        foreach (var citizen in citizens)
        {
            _byKey.Add(citizen.Number, citizen);
            if (citizen.OldCard is { } card)
                _byKey.Add(card, citizen);
            if (citizen.FormerNumber is { } former)
                _byKey.Add(former, citizen);
        }

        _byDossier = dossiers.ToDictionary(dossier => dossier.Number);
        _byOwner = dossiers.ToLookup(dossier => dossier.Owner);
    }

    /// <summary>Everyone, in the order of generation.</summary>
    public IReadOnlyList<Citizen> Citizens { get; }

    /// <summary>Every dossier; a citizen has none, one or two.</summary>
    public IReadOnlyList<Dossier> Dossiers { get; }

    /// <summary>Invents a city.</summary>
    public static City Generate(int people, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(people);
        var citizens = new Births(new Dice(seed)).Bear(people);
        return new City(citizens, new Desk(new Dice(~(long)seed)).File(citizens));
    }

    /// <summary>The same city after something has happened to some; their dossiers stay under the numbers they were filed with.</summary>
    /// <param name="changed">Those as they are now, by the number they had.</param>
    public City After(IReadOnlyDictionary<string, Citizen> changed) =>
        new([.. Citizens.Select(citizen => changed.GetValueOrDefault(citizen.Number, citizen))], Dossiers);

    /// <summary>The citizen with this personal number, former number or old card number.</summary>
    public Citizen? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The dossier with this number.</summary>
    public Dossier? FindDossier(string number) => _byDossier.GetValueOrDefault(number);

    /// <summary>The dossiers a citizen filed.</summary>
    public IEnumerable<Dossier> DossiersOf(Citizen citizen) => _byOwner[citizen.Number];

    /// <summary>Writes the people as CSV.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var csv = new CsvWriter(new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" }, CultureInfo.InvariantCulture);
        await csv.WriteRecordsAsync(Citizens, cancellationToken);
    }
}
