using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api;

/// <summary>The JSON of this API: strict in what it takes, readable Vietnamese in what it gives.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Frozen();

    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Gives the framework's own options the same shape; it insists on an instance of its own.</summary>
    public static void Shape(JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.PropertyNameCaseInsensitive = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // Answers are never put into a page unescaped: they are JSON, marked nosniff.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolver = ApiJsonContext.Default.WithAddedModifier(TakeAbsentAsNull);
    }

    /// <summary>Nothing known is written as nothing, so it is described and read as nothing too.</summary>
    private static void TakeAbsentAsNull(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
            member.IsRequired &= !member.IsGetNullable;
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict);
        Shape(options);
        options.MakeReadOnly();
        return options;
    }
}

[JsonSerializable(typeof(VerificationRequest))]
[JsonSerializable(typeof(Contracts.Verification))]
[JsonSerializable(typeof(VerificationPage))]
[JsonSerializable(typeof(ClaimExamination))]
[JsonSerializable(typeof(ExaminedClaim))]
[JsonSerializable(typeof(Contracts.Receipt))]
[JsonSerializable(typeof(MessageCatalogue))]
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
[JsonSerializable(typeof(CitizenDetail))]
[JsonSerializable(typeof(CitizenMergeRequest))]
[JsonSerializable(typeof(CitizenUnmergeRequest))]
[JsonSerializable(typeof(CitizenUnmerged))]
[JsonSerializable(typeof(UnlinkingRequest))]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(RestoredLinks))]
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
[JsonSerializable(typeof(Contracts.ReviewTask))]
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
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(RunOfficer))]
[JsonSerializable(typeof(RunApproval))]
[JsonSerializable(typeof(RunFindingPage))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(RunProgress))]
[JsonSerializable(typeof(System.Net.ServerSentEvents.SseItem<RunProgress>))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(Schedule))]
[JsonSerializable(typeof(SchedulePage))]
[JsonSerializable(typeof(ScheduleTimes))]
[JsonSerializable(typeof(OccurrencePage))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Operations.HealthAnswer))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
