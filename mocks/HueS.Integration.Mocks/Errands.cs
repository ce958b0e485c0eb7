using System.Globalization;

namespace HueS.Integration.Mocks;

/// <summary>Has people report, pay and learn, and writes it down with the slips such records have.</summary>
internal sealed class Errands(City city, Dice dice)
{
    /// <summary>Whoever reports from here gives the school's phone, as forty and more do.</summary>
    private const string SchoolPhone = "0100980000";

    private static readonly string[] Nothing = ["không có", "0000000000", ""];
    private static readonly DateOnly FirstDay = new(2026, 1, 5);

    public CityRecords Of(IReadOnlyList<Citizen> people, string series)
    {
        var (reports, wallets, attendances) = (new List<StreetReport>(), new List<Wallet>(), new List<Attendance>());
        foreach (var citizen in people)
        {
            if (dice.Chance(0.25))
                reports.Add(Report(citizen, reports.Count, series));
            if (dice.Chance(0.3))
                wallets.Add(Wallet(citizen, wallets.Count, series));
            if (dice.Chance(0.2))
                attendances.Add(Attendance(citizen, attendances.Count, series));
        }

        foreach (var _ in Enumerable.Range(0, people.Count / 100))
            wallets.Add(Business(wallets.Count, series));
        return new CityRecords(series, [.. people.SelectMany(city.DossiersOf)], reports, wallets, attendances);
    }

    private StreetReport Report(Citizen citizen, int place, string series)
    {
        var luck = dice.NextDouble();
        var phone = luck < 0.7 ? citizen.Phone : luck < 0.85 ? SchoolPhone : dice.Pick(Nothing);
        var name = dice.NextDouble();
        return new StreetReport(
            ReportId(series, place),
            dice.Between(1, 2),
            $"{Day(place):dd/MM/yyyy} {dice.Between(6, 21):00}:{dice.Below(60):00}:00",
            $"tk-{dice.Between(1, 1_000_000)}",
            phone,
            name < 0.5 ? citizen.FullName : name < 0.6 ? Letters.Unmark(citizen.FullName) : name < 0.7 ? "Ẩn danh" : "",
            citizen.Number);
    }

    private Wallet Wallet(Citizen citizen, int place, string series)
    {
        var (luck, other) = (dice.NextDouble(), dice.Pick(city.Citizens));
        var number = luck < 0.6 ? citizen.Number : luck < 0.65 ? other.Number : "";
        var birthDate = dice.Chance(0.8) ? citizen.BirthDate : "";
        return new Wallet(
            Id("W", series, place),
            Iso(place),
            number,
            dice.Chance(0.3) ? citizen.FullName.ToUpperInvariant() : citizen.FullName,
            birthDate,
            dice.Chance(0.9) ? citizen.Phone : dice.Pick(Nothing),
            citizen.Number,
            IsPlain: number == citizen.Number && birthDate.Length > 0 && citizen.HasFullBirthDate);
    }

    private Wallet Business(int place, string series) => new(
        Id("W", series, place), Iso(place), "", $"Công ty TNHH Mẫu {place}", "", dice.Pick(Nothing), Owner: null, IsPlain: false);

    private Attendance Attendance(Citizen citizen, int place, string series) => new(
        Id("HV", series, place),
        dice.Chance(0.5) ? Letters.Unmark(citizen.FullName).ToUpperInvariant() : citizen.FullName,
        citizen.BirthDate[..4],
        dice.Chance(0.6) ? citizen.Phone : dice.Pick(Nothing),
        citizen.Ward,
        $"KNS-{dice.Between(1, 40):00}",
        Day(place).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        citizen.Number);

    // Fourteen figures: fewer could be somebody's number or phone.
    private static long ReportId(string series, int place) =>
        ((10_000_000 + (Convert.ToInt64(series, 16) % 10_000_000)) * 1_000_000) + place;

    private static string Id(string prefix, string series, int place) => $"{prefix}-{series}-{place:00000}";

    private static DateOnly Day(int place) => FirstDay.AddDays(place % 200);

    private static string Iso(int place) => Day(place).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
