using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Linking;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Merging;
using HueS.Integration.Linking.Placements;
using HueS.Integration.Linking.Records;
using HueS.Integration.Linking.Unlinking;
using HueS.Integration.Profiles;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Protection;
using HueS.Integration.Reconciliation;
using HueS.Integration.Review;
using HueS.Integration.Server.Workers;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Receipts;
using HueS.Integration.Verification.Batches;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server;

/// <summary>Puts the rooms of the core together, in their order.</summary>
internal static class Rooms
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Database>();
        services.AddSingleton(new Migrator(Migration.All));

        services.AddOptions<ProtectionOptions>().BindConfiguration(ProtectionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => KeyRing.Load(provider.GetRequiredService<IOptions<ProtectionOptions>>().Value.KeyRingFile));
        services.AddSingleton<BlindIndex>();
        services.AddSingleton<SubjectStore>();
        services.AddSingleton<PairwiseIds>();

        services.AddSingleton<OfficerStore>();
        services.AddSingleton<Trail>();
        services.AddSingleton<IntentLog>();

        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidation>();
        services.AddSingleton<AccessPolicy>();
        services.AddOptions<EvenTimeOptions>().BindConfiguration(EvenTimeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EvenTime>();

        services.AddSingleton<EventStore>();
        services.AddUpstreams();

        services.AddOptions<VerificationOptions>().BindConfiguration(VerificationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<VerificationStore>();
        services.AddSingleton<FlightStore>();
        services.AddSingleton<CheckQueue>();
        services.AddSingleton<CheckLedger>();
        services.AddSingleton<Intake>();
        services.AddSingleton<Delays>();
        services.AddSingleton<IValidateOptions<AccessOptions>, PurposePolicies>();
        services.AddSingleton<PolicyChoice>();
        services.AddSingleton<ReplacementStore>();
        services.AddSingleton<Replacements>();
        services.AddSingleton<SpelledQuestions>();
        services.AddSingleton<Successors>();
        services.AddSingleton<Check>();
        services.AddSingleton<Asker>();
        services.AddSingleton<QueueGauge>();
        services.AddSingleton<Expectation>();
        services.AddSingleton<WaitingLines>();
        services.AddSingleton<Verifier>();
        services.AddSingleton<Explainer>();
        services.AddSingleton<DeferredChecks>();
        services.AddSingleton<PendingChecks>();
        services.AddSingleton<ReceiptBook>();
        services.AddSingleton<IReviewed, CheckReview>();
        services.AddBatches();

        services.AddSingleton<CitizenStore>();
        services.AddSingleton<CitizenNumberStore>();
        services.AddSingleton<NumberHistory>();
        services.AddSingleton<ProfileStore>();
        services.AddSingleton<CitizenNews>();
        services.AddSingleton<AwaitedCitizens>();
        services.AddSingleton<ProfileBook>();
        services.AddSingleton<IReviewed, ProfileReview>();
        services.AddMerging();

        services.AddReview();

        services.AddRecords();
        services.AddSingleton<LinkStore>();
        services.AddSingleton<LinkChangeStore>();
        services.AddSingleton<HoldStore>();
        services.AddSingleton<LinkJournal>();
        services.AddSingleton<LinkKeeper>();
        services.AddSingleton<LinkDoubts>();
        services.AddSingleton<LinkCloser>();
        services.AddSingleton<LinkDesk>();
        services.AddSingleton<LinkBook>();
        services.AddCandidates();
        services.AddSingleton<Linker>();
        services.AddSingleton<CitizenLearner>();
        services.AddSingleton<RecordPlacer>();
        services.AddSingleton<RecordLinker>();
        services.AddPlacements();
        services.AddSingleton<RelinkStore>();
        services.AddSingleton<Relinker>();
        services.AddSingleton<IReviewed, LinkReview>();
        services.AddSingleton<UnlinkingStore>();
        services.AddSingleton<UnlinkingDesk>();
        services.AddSingleton<IReviewed, UnlinkingReview>();

        services.AddSingleton<DoubtKeeper>();
        services.AddReconciliation();
    }

    public static void AddWorkers(this IServiceCollection services)
    {
        services.AddHostedService<DeferredCheckWorker>();
        services.AddHostedService<BatchWorker>();
        services.AddHostedService<LinkWorker>();
        services.AddHostedService<RecordPullWorker>();
        services.AddHostedService<MembershipWorker>();
        services.AddHostedService<RelinkWorker>();
        services.AddHostedService<RunWorker>();
        services.AddHostedService<ScheduleWorker>();
    }

    private static void AddCandidates(this IServiceCollection services)
    {
        services.AddSingleton<MatchEngines>();
        services.AddSingleton<MatchKeys>();
        services.AddSingleton<CitizenKeyStore>();
        services.AddSingleton<RecordKeyStore>();
        services.AddSingleton<SharedPhones>();
        services.AddSingleton<CitizenRows>();
        services.AddSingleton<CitizenWalkStore>();
        services.AddSingleton<CitizenKeys>();
        services.AddSingleton<ICitizenKeeper>(provider => provider.GetRequiredService<CitizenKeys>());
        services.AddSingleton<CandidateFinder>();
        services.AddSingleton<InventedCandidates>();
    }

    /// <summary>The parts of a citizen in the order in which they move: to whom a number belongs says to whom accounts and identity do.</summary>
    private static void AddMerging(this IServiceCollection services)
    {
        services.AddSingleton<MergeAsker>();
        services.AddSingleton<CitizenBook>();
        services.AddSingleton<MergeStore>();
        services.AddSingleton<CitizenMerger>();
        services.AddSingleton<MergeDesk>();
        services.AddSingleton<MergeReview>();
        services.AddSingleton<IReviewed>(provider => provider.GetRequiredService<MergeReview>());
        services.AddSingleton<ICitizenPart, NumberPart>();
        services.AddSingleton<ICitizenPart, IdentityPart>();
        services.AddSingleton<ICitizenPart, AccountPart>();
        services.AddSingleton<ICitizenPart, HoldPart>();
        services.AddSingleton<ICitizenPart, LinkPart>();
        services.AddSingleton<MergedLinks>();
    }

    private static void AddReview(this IServiceCollection services)
    {
        services.AddOptions<ReviewOptions>().BindConfiguration(ReviewOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ReviewStore>();
        services.AddSingleton<DecisionStore>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<NoteStore>();
        services.AddSingleton<KnownAnswerStore>();
        services.AddSingleton<ReviewGrants>();
        services.AddSingleton<IValidateOptions<AccessOptions>, ReviewKinds>();
        services.AddSingleton<ReviewSources>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<ReviewBook>();
        services.AddSingleton<TaskWork>();
        services.AddSingleton<EvidenceDesk>();
        services.AddSingleton<DecisionDesk>();
        services.AddSingleton<Proposals>();
        services.AddSingleton<KnownAnswers>();
    }

    private static void AddBatches(this IServiceCollection services)
    {
        services.AddOptions<BatchOptions>().BindConfiguration(BatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchFiles>();
        services.AddSingleton<RejectionStore>();
        services.AddSingleton<BatchIntake>();
        services.AddSingleton<ListedChecks>();
        services.AddSingleton<BatchReader>();
        services.AddSingleton<BatchChecks>();
        services.AddSingleton<BatchBook>();
        services.AddSingleton<BatchResults>();
        services.AddSingleton<BatchPreview>();
    }
}
