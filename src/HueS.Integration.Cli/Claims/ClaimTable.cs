using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Claims;

/// <summary>A few people as a spreadsheet writes them. Longer tables, and other headings, are the service's to read: they are lists.</summary>
internal static class ClaimTable
{
    private static readonly string[] Number = ["number", "số định danh", "số định danh cá nhân", "cccd", "số cccd"];
    private static readonly string[] OldCard = ["oldcardnumber", "old_card_number", "cmnd", "số cmnd"];
    private static readonly string[] Name = ["name", "họ và tên", "họ tên"];
    private static readonly string[] BirthDate = ["birthdate", "birth_date", "ngày sinh", "ngày tháng năm sinh", "năm sinh"];

    public static IReadOnlyList<SubjectClaim> Read(string text)
    {
        var heading = text.Split('\n')[0];
        var form = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = heading.Contains(';', StringComparison.Ordinal) ? ";" : heading.Contains('\t', StringComparison.Ordinal) ? "\t" : ",",
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        };
        using var reader = new StringReader(text);
        using var csv = new CsvReader(reader, form);
        if (!csv.Read() || !csv.ReadHeader())
            return [];
        var headings = csv.HeaderRecord!.Select(one => one.Trim().Normalize().ToLowerInvariant()).ToArray();
        var (number, card, name, born) = (At(headings, Number), At(headings, OldCard), At(headings, Name), At(headings, BirthDate));
        if ((number < 0 && card < 0) || name < 0 || born < 0)
            throw new UsageException(Texts.ClaimColumns);

        var claims = new List<SubjectClaim>();
        while (csv.Read())
        {
            if (csv.Parser.Record!.All(cell => cell.Length == 0))
                continue;
            claims.Add(new SubjectClaim(
                Cell(csv, number), Cell(csv, card), Name: Cell(csv, name), BirthDate: Cell(csv, born) is { } date ? BirthDates.Iso(date) : null));
        }

        return claims;
    }

    private static int At(string[] headings, string[] names) => Array.FindIndex(headings, names.Contains);

    private static string? Cell(CsvReader csv, int at) => at >= 0 && csv.TryGetField<string>(at, out var cell) && !string.IsNullOrEmpty(cell) ? cell : null;
}
