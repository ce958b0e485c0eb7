using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace HueS.Integration.Mocks;

/// <summary>The claims file of the demo.</summary>
public static class Claims
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        // White space at the ends of a name is dirt the service has to clean, not the file.
        TrimOptions = TrimOptions.None,
        // Reading goes by the names of the record's parameters.
        PrepareHeaderForMatch = header => header.Header.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant(),
    };

    /// <summary>
    /// Invents claims: the personas' first (but for those whose answer is another person, which would stop the route), then
    /// the city's. The same arguments give the same claims.
    /// </summary>
    /// <exception cref="ArgumentException">The city is too small for that many claims.</exception>
    public static IReadOnlyList<Claim> From(City city, IReadOnlyList<Persona> personas, int count, int seed, bool withWrongPerson = false)
    {
        var told = personas.Where(persona => withWrongPerson || persona.LookUp != LookUpKind.OtherPerson).Take(count).ToList();
        return new Counter(city, personas, new Dice(seed)).Take(told, count);
    }

    /// <summary>Writes claims as CSV, UTF-8 with a header row.</summary>
    public static async Task WriteAsync(string path, IEnumerable<Claim> claims, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await WriteAsync(file, claims, cancellationToken);
    }

    /// <summary>Writes claims as CSV, UTF-8 with a header row.</summary>
    public static async Task WriteAsync(Stream stream, IEnumerable<Claim> claims, CancellationToken cancellationToken)
    {
        await using var csv = new CsvWriter(new StreamWriter(stream, leaveOpen: true), Format);
        await csv.WriteRecordsAsync(claims, cancellationToken);
    }

    /// <summary>Reads a claims file.</summary>
    public static async Task<IReadOnlyList<Claim>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var csv = new CsvReader(new StreamReader(path), Format);
        var claims = new List<Claim>();
        await foreach (var claim in csv.GetRecordsAsync<Claim>(cancellationToken))
            claims.Add(claim);
        return claims;
    }
}
