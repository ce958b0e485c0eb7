using System.Globalization;
using System.Text.RegularExpressions;
using HueS.Integration.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Records.Dossiers;

/// <summary>The city's dossiers, read one at a time by their number, or as they change.</summary>
internal sealed class DossierSystem(
    IDossiersApi api,
    [FromKeyedServices(DossierSystem.Upstream)] UpstreamPipeline pipeline,
    IOptions<DossiersOptions> settings,
    TimeProvider time) : IChangesSource
{
    public const string Upstream = "dossiers";

    private const int LongestNumber = 40;
    private const int LongestMark = 200;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly Regex _number = settings.Value.CompiledPattern;

    public string System => Upstream;

    public PullOptions Pull => settings.Value.Pull;

    public bool ReadsWhole => false;

    // The whole text must match, whether or not the pattern is anchored: an end anchor lets a line feed through.
    /// <summary>Whether the text has the form of a dossier number; nothing else is ever asked about.</summary>
    public bool IsNumber(string text) => text.Length <= LongestNumber && _number.Match(text).Length == text.Length && text.Length > 0;

    /// <summary><c>null</c>: the system says that there is no such dossier.</summary>
    public async Task<Dossier?> ReadAsync(string dossierNumber, Ask ask, CancellationToken cancellationToken)
    {
        if (!IsNumber(dossierNumber))
            throw new ArgumentException("That is not the form of a dossier number.", nameof(dossierNumber));

        return await pipeline.RunAsync(
            "read",
            ask,
            async (_, token) =>
            {
                using var response = await api.ReadAsync(dossierNumber, token);
                Screening.RequireSuccess(response, time);
                Screening.RequireContent(response, "application/json");
                return Read(await response.Content.ReadAsByteArrayAsync(token), dossierNumber);
            },
            cancellationToken);
    }

    public Task<ChangesPage> ReadChangesAsync(string? mark, Ask ask, CancellationToken cancellationToken) => pipeline.RunAsync(
        "changes",
        ask,
        async (_, token) =>
        {
            using var response = await api.ReadChangesAsync(mark, Pull.PageSize, token);
            Screening.RequireSuccess(response, time);
            Screening.RequireContent(response, "application/json");
            return ReadPage(await response.Content.ReadAsByteArrayAsync(token));
        },
        cancellationToken);

    private ChangesPage ReadPage(byte[] body)
    {
        var answer = JsonBody.Read(body, DossiersJson.Default.WireChanges);
        if (answer is not { ErrorCode: WireAnswer.Ok, Dossiers: { } changed, Mark: { Length: > 0 and <= LongestMark } mark })
            throw UpstreamUnavailableException.Indeterminate("envelope");

        PulledRecord[] read = [.. changed
            .Select(one => JsonBody.TryRead(one, DossiersJson.Default.WireDossier))
            .OfType<WireDossier>()
            .Where(dossier => dossier.HolderKind is WireDossier.Person or WireDossier.Business && IsNumber(dossier.Number))
            .Select(InOurWords)
            .Select(dossier => new PulledRecord(
                dossier.Number, dossier.ProcedureCode, dossier.Status, dossier.ReceivedAt, dossier.ReturnedAt, dossier.Holder))];
        return new ChangesPage(read, mark, !answer.HasMore, changed.Count - read.Length);
    }

    private Dossier? Read(byte[] body, string dossierNumber)
    {
        var answer = JsonBody.Read(body, DossiersJson.Default.WireAnswer);
        return answer switch
        {
            { ErrorCode: WireAnswer.NoSuchDossier, Dossier: null } => null,
            { ErrorCode: WireAnswer.Ok, Dossier: { } dossier } when dossier.Number == dossierNumber => InOurWords(dossier),
            { ErrorCode: WireAnswer.Ok, Dossier: not null } => throw UpstreamUnavailableException.Indeterminate("another dossier"),
            _ => throw UpstreamUnavailableException.Indeterminate("envelope"),
        };
    }

    private Dossier InOurWords(WireDossier dossier) => new(
        dossier.Number,
        dossier.ProcedureCode,
        dossier.Status,
        Moment(dossier.ReceivedAt),
        dossier.HolderKind switch
        {
            WireDossier.Person => Person(dossier),
            WireDossier.Business => HolderClaim.Business,
            _ => throw UpstreamUnavailableException.Indeterminate("holder kind"),
        })
    {
        ReturnedAt = Moment($"{dossier.ReturnedOn}000000"),
    };

    private HolderClaim Person(WireDossier dossier) => HolderReading.Read(
        new StatedHolder
        {
            Number = dossier.HolderNumber,
            Name = dossier.HolderName,
            BirthDate = Birth(dossier.HolderBirthDate)?.ToIso(),
            Phone = dossier.Phone,
        },
        DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime)).Claim;

    private static BirthDate? Birth(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var digits = text.Trim();
        // Only the contract's two forms: eight digits read the other way round would be another day.
        var iso = digits.Length == 8 && digits.All(char.IsAsciiDigit) ? $"{digits[..4]}-{digits[4..6]}-{digits[6..]}" : digits;
        return BirthDate.TryParse(iso, out var date) ? date : null;
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Vietnam)
            : null;
}
