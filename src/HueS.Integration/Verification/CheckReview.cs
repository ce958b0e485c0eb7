using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>
/// Checks that were left to a person. Where the register answered, a person may say whether the claim is the citizen's own;
/// where it did not, nobody can say so in its place: it is asked again, or the check stays undecided.
/// </summary>
internal sealed class CheckReview(
    VerificationStore store,
    CheckQueue queue,
    SubjectStore subjects,
    AccessPolicy access,
    Trail trail,
    EventStore events,
    TimeProvider time) : IReviewed
{
    private static readonly TimeSpan LeastTimeToAsk = TimeSpan.FromHours(1);

    private static readonly string[] WithoutAnswer =
        [nameof(Reason.RegisterRefused), nameof(Reason.DeadlinePassed), nameof(Reason.CheckFailed), nameof(Reason.RecordMixedUp)];

    public ReviewSubject Subject => ReviewSubject.Verification;

    public IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons) =>
        reasons.Intersect(WithoutAnswer).Any()
            ? [new Offer(Verdict.AskAgain), new Offer(Verdict.Leave)]
            : [new Offer(Verdict.Confirm), new Offer(Verdict.Refute), new Offer(Verdict.AskAgain), new Offer(Verdict.Leave)];

    public async Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var check = await ReadAsync(connection, task, cancellationToken);
        return new ReviewTarget(
            check.SubjectId,
            $"{check.Settlement?.Decision.Outcome} {check.Settlement?.SettledAt.UtcTicks}",
            // The results of a list are counted when it ends, so its rows do not begin to wait again.
            [.. OffersFor(task.Reasons).Where(offer => offer.Verdict != Verdict.AskAgain || check.BatchId is null)],
            check.Purpose,
            check.CaseReference);
    }

    public async Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var check = await ReadAsync(connection, task, cancellationToken);
        var subject = await subjects.OpenAsync(connection, check.SubjectId, cancellationToken);
        var (claim, _) = await store.ReadClaimAsync(connection, check.Id, cancellationToken);
        var registered = await store.OpenRegisteredAsync(connection, subject, check.Id, cancellationToken);
        return new Sides(
            SideOrigin.Claim,
            Shown(subject.Open<SealedClaim>(Intake.ClaimColumn, check.Id, claim).Person),
            SideOrigin.Register,
            registered is null ? new ShownPerson() : Shown(registered),
            GradesOf(check));
    }

    public async Task<bool> CarryOutAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Choice choice,
        CancellationToken cancellationToken)
    {
        var check = await ReadAsync(connection, task, cancellationToken);
        return choice.Verdict switch
        {
            Verdict.Confirm => await SettleAsync(connection, actor, check, Confirmed(choice), cancellationToken),
            Verdict.Refute => await SettleAsync(connection, actor, check, Refuted(check), cancellationToken),
            Verdict.AskAgain => await AskAgainAsync(connection, actor, check, cancellationToken),
            Verdict.Leave => await SettleAsync(connection, actor, check, Left(check), cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
    }

    /// <summary>The register was not asked whether the person lives; only whoever saw them can tell.</summary>
    private static (Outcome, IReadOnlyList<Reason>) Confirmed(Choice choice) => (
        Outcome.Verified,
        choice.Ground == Ground.SeenInPerson ? [Reason.ConfirmedByPerson] : [Reason.ConfirmedByPerson, Reason.VitalStatusNotAsked]);

    private static (Outcome, IReadOnlyList<Reason>) Refuted(VerificationCase check) =>
        (Outcome.Differs, [.. check.Settlement!.Decision.Reasons, Reason.RefutedByPerson]);

    private static (Outcome, IReadOnlyList<Reason>) Left(VerificationCase check) =>
        (Outcome.NeedsPerson, [.. check.Settlement!.Decision.Reasons, Reason.LeftUndecided]);

    private async Task<bool> SettleAsync(
        NpgsqlConnection connection,
        Actor actor,
        VerificationCase check,
        (Outcome Outcome, IReadOnlyList<Reason> Reasons) end,
        CancellationToken cancellationToken)
    {
        var settlement = check.Settlement! with
        {
            Decision = check.Settlement.Decision with { Outcome = end.Outcome, Reasons = end.Reasons },
            SettledAt = time.GetStoredNow(),
            Source = AnswerSource.Person,
        };
        if (!await store.DecideAsync(connection, check.Id, settlement, cancellationToken))
            return false;
        await trail.WriteAsync(
            connection,
            CheckAudit.Of(actor, check, AuditAction.VerificationSettled, $"{end.Outcome} {AnswerSource.Person}"),
            cancellationToken);
        await events.AppendAsync(connection, EventKind.VerificationSettled, check.ClientId, check.Id, cancellationToken);
        return true;
    }

    private async Task<bool> AskAgainAsync(NpgsqlConnection connection, Actor actor, VerificationCase check, CancellationToken cancellationToken)
    {
        var patience = access.For(check.ClientId, check.Purpose)?.Purpose.Deadline ?? LeastTimeToAsk;
        if (!await store.ReopenAsync(connection, check.Id, time.GetStoredNow() + patience, cancellationToken))
            return false;
        await queue.ReopenAsync(connection, check, cancellationToken);
        await trail.WriteAsync(connection, CheckAudit.Of(actor, check, AuditAction.VerificationRetried, "review"), cancellationToken);
        await events.AppendAsync(connection, EventKind.VerificationPending, check.ClientId, check.Id, cancellationToken);
        return true;
    }

    private async Task<VerificationCase> ReadAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken) =>
        await store.FindAsync(connection, task.Target, cancellationToken)
        ?? throw new InvalidOperationException($"There is no check {task.Target}.");

    private static ShownPerson Shown(SealedPerson person) => new(person.Number, person.OldCard, person.Name, person.BirthDate, person.Sex);

    /// <summary>A check of the time before the register's side was kept shows how it compared, and no more.</summary>
    private static Dictionary<string, string>? GradesOf(VerificationCase check)
    {
        if (check.Settlement?.Decision.Grades is not { } grades)
            return null;
        var found = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SideBySide.Number] = SideBySide.Same,
            [SideBySide.Name] = SideBySide.Code(grades.Name),
        };
        if (grades.BirthDate is { } birthDate)
            found[SideBySide.BirthDate] = SideBySide.Code(birthDate.Grade);
        if (grades.SexAgrees is { } agrees)
            found[SideBySide.Sex] = agrees ? SideBySide.Same : SideBySide.Other;
        return found;
    }
}
