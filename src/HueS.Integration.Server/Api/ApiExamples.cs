using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api;

/// <summary>One example a type for the API description. The people are invented.</summary>
internal static class ApiExamples
{
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly Guid VerificationId = Guid.Parse("01935f6e-7c1a-7b52-9c3e-5d0c4f6a8b10");
    private static readonly Guid CitizenId = Guid.Parse("9b41c07d-3f52-8d1e-a6c8-70f3d21b58e4");
    private static readonly Guid OtherCitizenId = Guid.Parse("4e8a25f1-0c97-8b36-92d4-1f6ab3c07d59");
    private static readonly DateTimeOffset AskedAt = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    public static object? For(Type type) =>
        type == typeof(VerificationRequest) ? Asked
        : type == typeof(Contracts.Verification) ? Answered
        : type == typeof(ExplanationRequest) ? new ExplanationRequest(VerificationId, "strict")
        : type == typeof(ProfileBinding) ? new ProfileBinding(VerificationId, "0900000123")
        : type == typeof(Profile) ? Bound
        : type == typeof(LinkRequest) ? new LinkRequest("dossiers", "000.00.00.H57-260105-0001", "1.004194", "mot-cua-01")
        : type == typeof(LinkDecisionRequest) ? new LinkDecisionRequest(LinkAction.Unlink, LinkChangeReason.WrongPerson, "mot-cua-01", "H57-2026/00017")
        : type == typeof(LinkingHoldRequest) ? new LinkingHoldRequest(LinkingHold.Frozen, "mot-cua-01")
        : type == typeof(Link) ? Linked
        : type == typeof(PushedRecord) ? new PushedRecord("wallet", "open", Holder, "2026-03-01T08:00:00+07:00")
        : type == typeof(PushedRecordLine) ? new PushedRecordLine("W-2026-0001", "wallet", "open", Holder, "2026-03-01T08:00:00+07:00", IfVersion: 0)
        : type == typeof(TrainingSheetRequest) ? new TrainingSheetRequest("can-bo-01", "KNS-01", "2026-03-12", "Tổ 5 phường Thuận Hóa")
        : type == typeof(RegisterStatus) ? Reached
        : type == typeof(RouteQuarantineRequest) ? new RouteQuarantineRequest("maintenance")
        : type == typeof(RouteCapRequest) ? new RouteCapRequest(2.5, 20_000, AskedAt.AddHours(8))
        : type == typeof(RouteCap) ? Capped
        : type == typeof(CitizenMergeRequest) ? new CitizenMergeRequest(OtherCitizenId, "can-bo-01", ReviewDecisionReason.DocumentsSeen)
        : type == typeof(CitizenUnmergeRequest) ? new CitizenUnmergeRequest("can-bo-01", ReviewDecisionReason.AnotherPerson)
        : type == typeof(UnlinkingRequest) ? new UnlinkingRequest("can-bo-01", ReviewDecisionReason.BoundInError, CaseReference: "QD-12/2026")
        : type == typeof(ReviewTask) ? Doubted
        : type == typeof(ReviewDecisionRequest) ? new ReviewDecisionRequest("can-bo-01", ReviewDecision.Confirm, ReviewDecisionReason.SeenInPerson)
        : type == typeof(ReviewUnmaskRequest) ? new ReviewUnmaskRequest("can-bo-01", ReviewUnmaskReason.CompareDocuments, "QD-12/2026")
        : type == typeof(ReviewEvidence) ? Compared
        : null;

    private static VerificationRequest Asked { get; } = new(
        "1.004194",
        "000.00.00.H57-260105-0001",
        "mot-cua-01",
        new SubjectClaim(Number: "046190000123", Name: "Nguyễn Thị Ví Dụ", BirthDate: "1990-05-12", Sex: Sex.Female));

    private static StatedHolder Holder { get; } = new(Number: "046190000123", Name: "Nguyễn Thị Ví Dụ", BirthDate: "1990-05-12", Phone: "0900000123");

    private static Contracts.Verification Answered { get; } = new(
        VerificationId,
        VerificationState.Settled,
        Outcome.Verified,
        [],
        "K7MX-4QPD",
        "1.004194",
        "000.00.00.H57-260105-0001",
        AskedAt,
        AskedAt,
        AnswerSource.Register,
        "standard/2026-11.2",
        new FieldGrades(NameGrade.Exact, BirthDateGrade.Equal, BirthDatePrecision.Day, Sex: true),
        [],
        null,
        null,
        Messages.For(Outcome.Verified));

    private static Profile Bound { get; } =
        new("acc-20455", CitizenId, VerificationId, AskedAt, 1);

    private static RouteCap Capped { get; } = new(2.5, 20_000, AskedAt.AddHours(8), 3);

    private static RegisterStatus Reached { get; } = new(
        [
            new RegisterRoute(
                "ndxp",
                Quarantined: false,
                QuarantinedAt: null,
                QuarantineCause: null,
                QuarantineReason: null,
                new RouteBreaker(BreakerState.Closed, null),
                new RouteQuota(10, 2.5, 20, 4_210, 15_790, 4_210_000, null, OffPeak: false, Capped)),
        ],
        [
            new LaneStatus(RegisterLane.Counter, 0, null, null),
            new LaneStatus(RegisterLane.Deferred, 12, AskedAt.AddMinutes(-7), AskedAt.AddSeconds(5)),
            new LaneStatus(RegisterLane.Reconciliation, 0, null, null),
        ],
        12,
        AskedAt.AddMinutes(-7));

    private static ReviewTask Doubted { get; } = new(
        Guid.Parse("01935f6e-af4d-7e85-8f61-803f7c9dbe43"),
        ReviewKind.Verification,
        ReviewState.Open,
        ["name_unmarked"],
        AskedAt,
        AskedAt.AddDays(2),
        Overdue: false,
        Guid.Parse("01935f6e-b05e-7f96-9072-914a8daecf54"),
        AskedAt.AddMinutes(30),
        2,
        Messages.For(ReviewKind.Verification, "name_unmarked"));

    private static ReviewEvidence Compared { get; } = new(
        Doubted.Id,
        ReviewSide.Claim,
        ReviewSide.Register,
        [
            new ReviewEvidenceLine("name", "unmarked", "N• T• V• D•", "N• T• V• D•"),
            new ReviewEvidenceLine("number", "same", "046•••••••••", "046•••••••••"),
            new ReviewEvidenceLine("birth_date", "equal", "1990-••-••", "1990-••-••"),
        ],
        Unmasked: false,
        [],
        []);

    private static Link Linked { get; } = new(
        Guid.Parse("01935f6e-9e3c-7d74-9e50-7f2e6b8cad32"),
        "dossiers",
        "000.00.00.H57-260105-0001",
        LinkState.Linked,
        new LinkExplanation(
            "E1",
            "2026-11.1",
            "rule",
            new LinkEvidence(KeyAgreement.Same, NameGrade.Exact, BirthDateGrade.Equal, BirthDatePrecision.Day, KeyAgreement.NotStated),
            []),
        AskedAt,
        Messages.For(LinkState.Linked),
        Version: 1);
}
