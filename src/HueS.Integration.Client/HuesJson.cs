using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>
/// The JSON of the service, for whoever keeps or passes on what it said. Members this version does not know are left out, so
/// that a newer service can be called; what is unknown is not written.
/// </summary>
public static class HuesJson
{
    /// <summary>How the service writes: camelCase members, <c>snake_case</c> codes, Vietnamese letters as they are.</summary>
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>One line of JSON.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    /// <summary>Reads what the service wrote.</summary>
    /// <exception cref="JsonException">It is no such thing.</exception>
    public static T? Read<T>(string json) => JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    /// <summary>The code of a value as it stands in the service's JSON, such as <c>not_found</c>.</summary>
    public static string Code(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = WireContext.Default,
        };
        options.MakeReadOnly();
        return options;
    }
}

[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(SubjectClaim))]
[JsonSerializable(typeof(SubjectClaim[]))]
[JsonSerializable(typeof(VerificationRequest))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(VerificationPage))]
[JsonSerializable(typeof(ClaimExamination))]
[JsonSerializable(typeof(ExaminedClaim))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ExplanationRequest))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ProfileBinding))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(Link))]
[JsonSerializable(typeof(LinkPage))]
[JsonSerializable(typeof(LinkDecisionRequest))]
[JsonSerializable(typeof(LinkAccount))]
[JsonSerializable(typeof(LinkingHoldRequest))]
[JsonSerializable(typeof(RegisterStatus))]
[JsonSerializable(typeof(RouteQuarantineRequest))]
[JsonSerializable(typeof(RouteCapRequest))]
[JsonSerializable(typeof(RouteCap))]
[JsonSerializable(typeof(VerificationBatchRequest))]
[JsonSerializable(typeof(VerificationBatch))]
[JsonSerializable(typeof(VerificationBatchPage))]
[JsonSerializable(typeof(BatchPreviewRequest))]
[JsonSerializable(typeof(BatchPreview))]
[JsonSerializable(typeof(BatchRejectionPage))]
[JsonSerializable(typeof(BatchResult))]
[JsonSerializable(typeof(PushedRecord))]
[JsonSerializable(typeof(PushedRecordLine))]
[JsonSerializable(typeof(ToldRecord))]
[JsonSerializable(typeof(ToldRecordLine))]
[JsonSerializable(typeof(ToldRecordsSummary))]
[JsonSerializable(typeof(RecordState))]
[JsonSerializable(typeof(RecordRelinkRequest))]
[JsonSerializable(typeof(RecordRelink))]
[JsonSerializable(typeof(TrainingSheetRequest))]
[JsonSerializable(typeof(TrainingPreviewRequest))]
[JsonSerializable(typeof(TrainingSheet))]
[JsonSerializable(typeof(TrainingPreview))]
[JsonSerializable(typeof(ReviewTask))]
[JsonSerializable(typeof(ReviewTaskPage))]
[JsonSerializable(typeof(ReviewTaskDetail))]
[JsonSerializable(typeof(ReviewCounts))]
[JsonSerializable(typeof(ReviewOfficer))]
[JsonSerializable(typeof(NextReviewTask))]
[JsonSerializable(typeof(ReviewBulk))]
[JsonSerializable(typeof(ReviewBulkAnswer))]
[JsonSerializable(typeof(ReviewNoteRequest))]
[JsonSerializable(typeof(ReviewDraftRequest))]
[JsonSerializable(typeof(ReviewDecisionRequest))]
[JsonSerializable(typeof(ReviewRefusalRequest))]
[JsonSerializable(typeof(ReviewUnmaskRequest))]
[JsonSerializable(typeof(ReviewEvidence))]
[JsonSerializable(typeof(KnownAnswerRequest))]
[JsonSerializable(typeof(KnownAnswerSeeded))]
[JsonSerializable(typeof(KnownAnswerReport))]
[JsonSerializable(typeof(UnlinkingRequest))]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(RestoredLinks))]
[JsonSerializable(typeof(CitizenDetail))]
[JsonSerializable(typeof(CitizenMergeRequest))]
[JsonSerializable(typeof(CitizenUnmergeRequest))]
[JsonSerializable(typeof(CitizenUnmerged))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(RunOfficer))]
[JsonSerializable(typeof(RunApproval))]
[JsonSerializable(typeof(RunFindingPage))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(RunProgress))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(Schedule))]
[JsonSerializable(typeof(SchedulePage))]
[JsonSerializable(typeof(ScheduleTimes))]
[JsonSerializable(typeof(OccurrencePage))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class WireContext : JsonSerializerContext;
