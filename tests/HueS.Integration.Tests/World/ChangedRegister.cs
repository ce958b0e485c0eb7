using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HueS.Integration.Mocks;

namespace HueS.Integration.Tests.World;

/// <summary>The register as it answers after something has happened to people it knew otherwise.</summary>
internal sealed partial class ChangedRegister(Stub register)
{
    public Task DiesAsync(Persona persona) => ChangeAsync(persona, "vital status", body => body.Replace("TinhTrang>0<", "TinhTrang>1<", StringComparison.Ordinal));

    public Task GoesMissingAsync(Persona persona) =>
        ChangeAsync(persona, "vital status", body => body.Replace("TinhTrang>0<", "TinhTrang>2<", StringComparison.Ordinal));

    public Task IsRenamedAsync(Persona persona) => ChangeAsync(
        persona,
        "look-up",
        body => NameParts().Replace(body, part => part.Groups["before"].Value + WithoutMarks(part.Groups["name"].Value) + "</ns:"));

    public Task LosesBirthdayAsync(Persona persona) => ChangeAsync(persona, "look-up", body => Birthday().Replace(body, ""));

    public Task IsLostAsync(Persona persona) => ChangeAsync(
        persona, "look-up", body => Person().Replace(body.Replace("SoCongDan='1'", "SoCongDan='0'", StringComparison.Ordinal), ""));

    /// <summary>Another number stands in place of the old one, with the same name and birth date. Answers it.</summary>
    public async Task<string> GetsNumberAsync(Persona persona)
    {
        var successor = string.Concat(persona.Number.AsSpan(0, 9), "777");
        await ChangeAsync(persona, "look-up", body => body.Replace("GhiChu=''", $"GhiChu='THAYTHE:{successor}'", StringComparison.Ordinal));
        foreach (var mapping in await ReadAsync(persona))
        {
            var renumbered = mapping!.ToJsonString().Replace(persona.Number, successor, StringComparison.Ordinal);
            register.Server.WithMapping(renumbered);
        }

        return successor;
    }

    private async Task ChangeAsync(Persona persona, string operation, Func<string, string> change)
    {
        var mapping = (await ReadAsync(persona)).Single(one => (string?)one!["Title"] == $"{persona.Key}: {operation}")!;
        var before = (string)mapping["Response"]!["Body"]!;
        var after = change(before);
        if (after == before)
            throw new InvalidOperationException($"Nothing changed about {persona.Key}.");
        mapping["Response"]!["Body"] = after;
        mapping["Priority"] = 1;
        register.Server.WithMapping(mapping.ToJsonString());
    }

    private static async Task<JsonArray> ReadAsync(Persona persona)
    {
        var files = await MappingFiles.ReadAsync("population", CancellationToken.None);
        return files.Texts.Select(text => JsonNode.Parse(text)!.AsArray())
            .Single(file => file.Any(one => (string?)one!["Title"] == $"{persona.Key}: look-up"));
    }

    private static string WithoutMarks(string name) => string.Concat(
        name.Replace('đ', 'd').Replace('Đ', 'D').Normalize(System.Text.NormalizationForm.FormD)
            .Where(letter => System.Globalization.CharUnicodeInfo.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.NonSpacingMark));

    [GeneratedRegex(@"(?<before><ns:(?:Ho|ChuDem|Ten)>)(?<name>[^<]+)</ns:")]
    private static partial Regex NameParts();

    [GeneratedRegex("<ns:NgayThangNam>[0-9]+</ns:NgayThangNam>")]
    private static partial Regex Birthday();

    [GeneratedRegex("<ns:CongDan>.*</ns:CongDan>")]
    private static partial Regex Person();
}
