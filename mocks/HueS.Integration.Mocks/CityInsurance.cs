using System.Globalization;

namespace HueS.Integration.Mocks;

/// <summary>The health insurance of a generated city: six in seven are members, each found by number, or by name and birth date.</summary>
internal sealed class CityInsurance
{
    private const int OneIn = 7;

    private readonly Dictionary<string, Membership> _byNumber = [];
    private readonly ILookup<(string Name, string Birth, int Precision), Membership> _byName;

    public CityInsurance(City city)
    {
        foreach (var (place, citizen) in city.Citizens.Index())
        {
            if (place % OneIn != 0)
                _byNumber.Add(NumberAt(place), Membership.Of(citizen, NumberAt(place)));
        }

        _byName = _byNumber.Values.ToLookup(one => (Letters.Upstream(one.hoTen), one.ngaySinh, one.loaiNgaySinh));
    }

    /// <summary>The card of this number; none where this city has no such member.</summary>
    public IReadOnlyList<Membership> OfNumber(string number) => _byNumber.TryGetValue(number, out var found) ? [found] : [];

    /// <summary>The cards of everybody so named and born; marks and case do not count.</summary>
    public IReadOnlyList<Membership> OfName(string name, string birth, int precision) => [.. _byName[(Letters.Upstream(name), birth, precision)]];

    // 46 is left to the personas.
    private static string NumberAt(int place) => string.Create(CultureInfo.InvariantCulture, $"79{place:00000000}");
}

/// <summary>A card as the insurance tells it, in its own words.</summary>
internal sealed record Membership(
    string maThe, string hoTen, string ngaySinh, int loaiNgaySinh, int gioiTinh, string trangThai, string gtTheTu, string gtTheDen)
{
    private const int WholeDate = 0;
    private const int YearOnly = 1;
    private const int Male = 1;
    private const int Female = 2;

    public static Membership Of(Citizen citizen, string number) => new(
        $"GD446{number}",
        citizen.FullName,
        citizen.HasFullBirthDate ? $"{citizen.BirthDate[8..]}/{citizen.BirthDate[5..7]}/{citizen.BirthDate[..4]}" : citizen.BirthDate,
        citizen.HasFullBirthDate ? WholeDate : YearOnly,
        citizen.IsFemale ? Female : Male,
        "1",
        "01/01/2026",
        "31/12/2026");

    public override string ToString() => "Membership(*)";
}
