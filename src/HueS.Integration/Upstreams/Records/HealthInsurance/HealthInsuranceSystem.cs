using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HueS.Integration.Identity;
using HueS.Integration.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Records.HealthInsurance;

/// <summary>
/// Health-insurance memberships, looked up one person at a time. A membership is its insurance number; the card before it
/// changes over a life. That number is a person's, so the record has a blind one for its id.
/// </summary>
internal sealed class HealthInsuranceSystem(
    IHealthInsuranceApi api,
    [FromKeyedServices(HealthInsuranceSystem.Upstream)] UpstreamPipeline pipeline,
    IOptions<HealthInsuranceOptions> settings,
    BlindIndex index,
    TimeProvider time)
{
    public const string Upstream = "health-insurance";

    private const int GroupLetters = 2;
    private const int CardLength = 15;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    /// <summary>Whether there is anybody to ask.</summary>
    public bool IsOn => settings.Value.BaseAddress is not null;

    /// <summary>How long an answer serves.</summary>
    public TimeSpan AskAgainAfter => settings.Value.AskAgainAfter;

    /// <summary>The membership of a number; <c>null</c>: the insurance knows none.</summary>
    public async Task<PulledRecord?> FindAsync(InsuranceNumber number, Ask ask, CancellationToken cancellationToken) =>
        (await AskAsync(
            "by-number",
            ask,
            new WireNumberQuestion(number.Digits),
            HealthInsuranceJson.Default.WireNumberQuestion,
            api.FindByNumberAsync,
            (card, holder) => holder.Insurance == number,
            cancellationToken)).SingleOrDefault();

    /// <summary>The memberships of everybody with this name and birth date; namesakes are told apart by whoever links them.</summary>
    public Task<IReadOnlyList<PulledRecord>> FindAsync(PersonName name, BirthDate birthDate, Ask ask, CancellationToken cancellationToken)
    {
        var (text, precision) = Wire.Of(birthDate);
        return AskAsync(
            "by-name",
            ask,
            new WireNameQuestion(name.Text, text, precision),
            HealthInsuranceJson.Default.WireNameQuestion,
            api.FindByNameAsync,
            (card, holder) => holder.Name is { } found
                && found.CompareTo(name) is NameGrade.Exact or NameGrade.Spelling or NameGrade.Unmarked
                && Wire.BirthDateOf(card.BirthDate, card.Precision) is { } born
                && born.CompareTo(birthDate).Grade == BirthDateGrade.Equal,
            cancellationToken);
    }

    private Task<IReadOnlyList<PulledRecord>> AskAsync<TQuestion>(
        string operation,
        Ask ask,
        TQuestion question,
        JsonTypeInfo<TQuestion> shape,
        Func<HttpContent, CancellationToken, Task<HttpResponseMessage>> find,
        Func<WireMembership, HolderClaim, bool> isMeant,
        CancellationToken cancellationToken) => pipeline.RunAsync(
            operation,
            ask,
            async (_, token) =>
            {
                using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question, shape)) { Headers = { ContentType = Json } };
                using var response = await find(content, token);
                Screening.RequireSuccess(response, time);
                Screening.RequireContent(response, "application/json");
                return Read(await response.Content.ReadAsByteArrayAsync(token), isMeant);
            },
            cancellationToken);

    private IReadOnlyList<PulledRecord> Read(byte[] body, Func<WireMembership, HolderClaim, bool> isMeant)
    {
        var answer = JsonBody.Read(body, HealthInsuranceJson.Default.WireMemberships);
        if (answer is { ResultCode: Wire.Nobody, Cards: null or [] })
            return [];
        if (answer is not { ResultCode: Wire.Found, Cards: { Count: > 0 } cards })
            throw UpstreamUnavailableException.Indeterminate("envelope");

        var read = cards.Select(card => (Card: card, Holder: HolderOf(card))).ToList();
        // A membership we did not ask for is somebody else's.
        if (read.Exists(one => one.Holder.Insurance is null || one.Card.Card.Length != CardLength || !isMeant(one.Card, one.Holder)))
            throw UpstreamUnavailableException.Indeterminate("another membership");
        // Cards of one number are one membership, and the last of them counts.
        return [.. read.GroupBy(one => one.Holder.Insurance).Select(cardsOfOne => InOurWords(cardsOfOne.MaxBy(one => Wire.DayOf(one.Card.ValidTo, Vietnam))))];
    }

    private HolderClaim HolderOf(WireMembership card) => HolderReading.Read(
        new StatedHolder
        {
            InsuranceNumber = card.Card,
            Name = card.Name,
            BirthDate = Wire.BirthDateOf(card.BirthDate, card.Precision)?.ToIso(),
            Sex = Wire.SexOf(card.Sex),
        },
        DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime)).Claim;

    private PulledRecord InOurWords((WireMembership Card, HolderClaim Holder) one) => new(
        BlindId.Of(index.Of(IndexKind.Record, $"{Upstream}\n{one.Holder.Insurance!.Value.Digits}")),
        one.Card.Card[..GroupLetters].ToUpperInvariant(),
        one.Card.Status,
        Wire.DayOf(one.Card.ValidFrom, Vietnam),
        Wire.DayOf(one.Card.ValidTo, Vietnam),
        one.Holder);
}
