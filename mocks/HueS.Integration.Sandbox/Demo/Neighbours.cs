using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>Who is who behind the claims of a run, and whose records there are: theirs, and those of some who never come.</summary>
internal static class Neighbours
{
    private const int OneStrangerToClaims = 10;

    /// <summary>Personal number of whom the claim's own number or card names; <c>null</c>: nobody.</summary>
    public static string? NumberOf(Claim claim)
    {
        var key = claim.Number.Length > 0 ? claim.Number
            : claim.OldCardNumber.Length > 0 ? claim.OldCardNumber
            : claim.CardQr.Split('|')[0];
        return SandboxCity.Instance.Find(key)?.Number
            ?? Personas.All.FirstOrDefault(persona => key.Length > 0 && (persona.Number == key || persona.OldCard == key))?.Number;
    }

    /// <summary>Whether whom the claim names has a twin, with whom no machine may mistake them.</summary>
    public static bool HasTwin(Claim claim) =>
        NumberOf(claim) is { } number
        && (number == Personas.TwinA.Number || number == Personas.TwinB.Number || SandboxCity.Instance.Find(number)?.Twin is not null);

    /// <summary>The same run has the same records, however often it is taken up again.</summary>
    public static CityRecords RecordsOf(DemoRun run, IReadOnlyList<Claim> claims)
    {
        var city = SandboxCity.Instance;
        var strangers = Enumerable.Range(0, claims.Count / OneStrangerToClaims)
            .Select(place => city.Citizens[(int)(((long)run.Seed * 7919 + place * 31L) % city.Citizens.Count)]);
        var people = claims.Select(NumberOf).OfType<string>().Select(city.Find).OfType<Citizen>().Concat(strangers).Distinct();
        return CityRecords.Of(city, [.. people], run.Id, run.Seed);
    }
}
