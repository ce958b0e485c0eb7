using System.Text.Encodings.Web;
using System.Text.Json;

namespace HueS.Integration.Mocks;

/// <summary>Answers for the city from memory, in the plain JSON the personas' mapping files use.</summary>
internal sealed class CityJson(City city)
{
    public static readonly JsonSerializerOptions Written = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = false,
    };

    private const string Success = "000";
    private const string AsOf = "2026-01-05T08:30:00+07:00";

    private sealed record Match(string? PersonalNumber, string? OldCardNumber, bool Matched);

    private sealed record Found(object? Citizen, string NumberStatus, string? SuccessorNumber, string? AsOf);

    private sealed record Status(string? PersonalNumber, string? OldCardNumber, string? VitalStatus);

    private sealed record Person(
        string PersonalNumber,
        string? OldCardNumber,
        string FullName,
        string Sex,
        string? BirthDate,
        string BirthYear,
        Residence PermanentResidence);

    private sealed record Residence(string ProvinceCode, string WardCode, string Detail, string CountryCode);

    public JsonEnvelope Answer(string operation, string? requestId, RegisterQuestion question) => operation switch
    {
        "verify" => new JsonEnvelope(requestId, Success, null, Verify(question)),
        "look-up" => new JsonEnvelope(requestId, Success, null, LookUp(question)),
        "vital-status" => new JsonEnvelope(requestId, Success, null, Vital(question)),
        _ => new JsonEnvelope(requestId, "099", "Không có dịch vụ này.", null),
    };

    private Match Verify(RegisterQuestion question) => new(
        Or(question.Number),
        Or(question.OldCard),
        question.Holder(city) is { } found && found.FormerNumber != question.Number);

    private Found LookUp(RegisterQuestion question)
    {
        var found = question.Holder(city);
        var replaced = found is not null && found.FormerNumber == question.Number;
        return new Found(
            found is null ? null : Of(found, replaced ? question.Number : found.Number),
            replaced ? "replaced" : "active",
            replaced ? found!.Number : null,
            AsOf);
    }

    private Status Vital(RegisterQuestion question) => new(
        Or(question.Number),
        Or(question.OldCard),
        city.Find(question.Key)?.Vital switch
        {
            VitalStatus.Alive => "alive",
            VitalStatus.Dead => "dead",
            VitalStatus.Missing => "missing",
            VitalStatus.Unknown or null => null,
            var other => throw new InvalidOperationException($"No such status: {other}."),
        });

    private static Person Of(Citizen citizen, string number)
    {
        var (family, middle, given) = citizen.RegisterName;
        return new Person(
            number,
            citizen.OldCard,
            string.Join(' ', new[] { family, middle, given }.Where(part => part.Length > 0)),
            citizen.Sex,
            citizen.HasFullBirthDate ? citizen.BirthDate : null,
            citizen.BirthDate[..4],
            new Residence("46", citizen.WardCode, citizen.Ward, "VN"));
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;
}
