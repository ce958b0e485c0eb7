using System.Text.Json;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Claims;

/// <summary>People to check, read from where they leave no trace in a shell's history.</summary>
internal static class ClaimFile
{
    /// <summary>More are a list, which works itself off.</summary>
    private const int Most = 200;

    /// <param name="path">A JSON or CSV file; <c>-</c> for the standard input; absent: asked for, or piped.</param>
    /// <param name="session">Whom to ask.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<IReadOnlyList<SubjectClaim>> ReadAsync(string? path, Session session, CancellationToken cancellationToken)
    {
        if (path is null && session.Around.IsTerminal)
            return [await AskAsync(session, cancellationToken)];
        var text = path is null or "-"
            ? await session.Around.Input.ReadToEndAsync(cancellationToken)
            : await File.ReadAllTextAsync(path, cancellationToken);
        var claims = Read(text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t'));
        return claims.Count is > 0 and <= Most ? claims : throw new UsageException(claims.Count == 0 ? Texts.ClaimsNone : Texts.ClaimsTooMany, Most);
    }

    private static IReadOnlyList<SubjectClaim> Read(string text)
    {
        try
        {
            return text switch
            {
                ['[', ..] => HuesJson.Read<SubjectClaim[]>(text) ?? [],
                ['{', ..] => [.. text.Split('\n').Where(line => line.Trim().Length > 0).All(line => line.Trim() is ['{', .., '}'])
                    ? text.Split('\n').Where(line => line.Trim().Length > 0).Select(One)
                    : [One(text)]],
                _ => ClaimTable.Read(text),
            };
        }
        catch (JsonException)
        {
            throw new UsageException(Texts.ClaimsForm);
        }
    }

    private static SubjectClaim One(string json) => HuesJson.Read<SubjectClaim>(json) ?? throw new UsageException(Texts.ClaimsForm);

    private static async Task<SubjectClaim> AskAsync(Session session, CancellationToken cancellationToken)
    {
        var number = await session.AskAsync(Texts.AskNumber, cancellationToken);
        var name = await session.AskAsync(Texts.AskName, cancellationToken);
        var born = BirthDates.Iso(await session.AskAsync(Texts.AskBirthDate, cancellationToken));
        return number.Length == 9
            ? new SubjectClaim(OldCardNumber: number, Name: name, BirthDate: born)
            : new SubjectClaim(number, Name: name, BirthDate: born);
    }
}
