using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Upstreams.Population.LgspJson;

/// <summary>Where the plain-JSON wrapper's operations hang.</summary>
internal static class Wire
{
    public const string Male = "male";
    public const string Female = "female";
    public const string UnknownSex = "unknown";

    public static string Of(RegisterOperation operation) => operation switch
    {
        RegisterOperation.Verify => "citizens/verify",
        RegisterOperation.LookUp => "citizens/look-up",
        RegisterOperation.VitalStatus => "citizens/vital-status",
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}

/// <summary>A question; members that are <c>null</c> are not sent.</summary>
internal sealed record WireQuestion(
    string RequestId,
    string ProcedureCode,
    string OfficerId,
    string AgencyCode,
    string? CaseReference,
    string? PersonalNumber,
    string? OldCardNumber,
    string FullName,
    string? BirthDate,
    string? BirthYear)
{
    public override string ToString() => "WireQuestion(*)";
}

/// <summary>
/// The wrapper's envelope. Every member is always there, <c>null</c> where it has nothing to say: one that was lost or renamed
/// on the way is noticed, and so is one we do not know.
/// </summary>
internal sealed record WireAnswer<T>(string RequestId, string ResultCode, string? Message, T? Data)
    where T : class
{
    public override string ToString() => "WireAnswer(*)";
}

internal sealed record WireMatch(string? PersonalNumber, string? OldCardNumber, bool Matched)
{
    public override string ToString() => "WireMatch(*)";
}

internal sealed record WireVitalStatus(string? PersonalNumber, string? OldCardNumber, string? VitalStatus)
{
    public override string ToString() => "WireVitalStatus(*)";
}

/// <param name="Citizen"><c>null</c>: nobody has this number, name and birth date.</param>
/// <param name="SuccessorNumber">Where the number was replaced; may be unknown even then.</param>
internal sealed record WireFound(WireCitizen? Citizen, string NumberStatus, string? SuccessorNumber, string? AsOf)
{
    public override string ToString() => "WireFound(*)";
}

/// <summary>
/// Ethnicity, religion, blood group, marriage, relatives: those members have no name here, so they are skipped unread.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record WireCitizen(
    string? PersonalNumber,
    string? OldCardNumber,
    string FullName,
    string? Sex,
    string? BirthDate,
    string? BirthYear,
    WireResidence? PermanentResidence)
{
    public override string ToString() => "WireCitizen(*)";
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record WireResidence(string? WardCode)
{
    public override string ToString() => "WireResidence(*)";
}

/// <summary>All that is read of a refusal.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record WireRefusal(string ResultCode);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireQuestion))]
[JsonSerializable(typeof(WireAnswer<WireMatch>), TypeInfoPropertyName = "Match")]
[JsonSerializable(typeof(WireAnswer<WireFound>), TypeInfoPropertyName = "Found")]
[JsonSerializable(typeof(WireAnswer<WireVitalStatus>), TypeInfoPropertyName = "VitalStatus")]
[JsonSerializable(typeof(WireRefusal))]
internal sealed partial class LgspJsonContext : JsonSerializerContext;
