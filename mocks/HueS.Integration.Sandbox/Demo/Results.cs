using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.Configuration.Attributes;
using HueS.Integration.Contracts;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>The results as CSV: claim ids and codes, nothing of a person.</summary>
internal static class Results
{
    public static async Task WriteAsync(string path, IEnumerable<Case> cases, CancellationToken cancellation)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        await using var csv = new CsvWriter(new StreamWriter(path), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        await csv.WriteRecordsAsync(cases.Select(Row.Of), cancellation);
    }

    private sealed record Row(
        [property: Name("claim_id")] string Claim,
        [property: Name("dirt")] string Dirt,
        [property: Name("truth")] string Truth,
        [property: Name("verification_id")] Guid? Verification,
        [property: Name("receipt")] string Receipt,
        [property: Name("outcome")] string Outcome,
        [property: Name("reasons")] string Reasons,
        [property: Name("verdict")] string Verdict,
        [property: Name("source")] string Source,
        [property: Name("put_off")] bool PutOff,
        [property: Name("answered_in_ms")] long AnsweredIn,
        [property: Name("dossier_flaw")] string Flaw,
        [property: Name("link")] string Link,
        [property: Name("link_reasons")] string LinkReasons)
    {
        public static Row Of(Case one) => new(
            one.Claim.Id,
            Code(one.Claim.Dirt),
            Code(one.Claim.Truth),
            one.Verification?.Id,
            one.Verification?.Receipt ?? "",
            Code(one.Verification?.Outcome),
            string.Join(' ', one.Verification?.Reasons ?? []),
            Code(one.Verdict),
            Code(one.Verification?.Source),
            one.WasPutOff,
            (long)one.AnsweredIn.TotalMilliseconds,
            Code(one.Claim.DossierFlaw),
            Code(one.Link?.State),
            string.Join(' ', one.Link?.Explanation.Reasons ?? []));
    }

    public static string Code<T>(T? value) =>
        value is null ? "" : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()!);
}
