using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Load;

/// <summary>The people everyone asks about; register and callers invent the same ones.</summary>
internal static class Inhabitants
{
    public const int Seed = 2026;
    private const int People = 4_000;

    public static City City { get; } = City.Generate(People, Seed);

    /// <summary>Living people with a whole birth date and one number: whoever states them rightly is verified.</summary>
    public static IReadOnlyList<Citizen> Plain { get; } = [.. PlainOf(City)];

    /// <summary>The same of another city.</summary>
    public static IEnumerable<Citizen> PlainOf(City city) =>
        city.Citizens.Where(citizen => citizen is { Vital: VitalStatus.Alive, HasFullBirthDate: true, FormerNumber: null });

    /// <summary>A name with a second spelling is asked for again where the first is not found, and would cost several questions.</summary>
    public static bool HasOneSpelling(Citizen citizen) =>
        Identity.PersonName.TryParse(citizen.FullName, out var name, out _) && name.Respelled().Count == 0;
}
