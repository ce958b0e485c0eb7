using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>Why a second person did not agree.</summary>
internal enum RefusalGround
{
    EvidenceTooThin,
    AnotherDecisionFits,
    CitizenToBeAsked,
}

/// <summary>
/// Carries out what people decide. A decision that weighs more is only proposed: what was proposed is fixed, and comes into
/// force, or not, by another officer, for as long as what it stands on has not changed.
/// </summary>
internal sealed class DecisionDesk(
    ReviewDesk desk,
    ReviewStore tasks,
    DecisionStore decisions,
    DraftStore drafts,
    KnownAnswerStore knownAnswers,
    TimeProvider time)
{
    /// <param name="expectedVersion">The version of the task the officer read.</param>
    public Task<ReviewResult> DecideAsync(Actor actor, Guid id, Choice choice, int expectedVersion, CancellationToken cancellationToken) =>
        GuardAsync(() => desk.WithTaskAsync(
            actor,
            id,
            (held, token) => DecideAsync(held, choice, expectedVersion, token),
            cancellationToken));

    /// <summary>
    /// Has the register asked again, in a task of the officer's or one nobody works on. It is the one decision that may be made of many tasks without
    /// looking at each: it says nothing of anybody.
    /// </summary>
    public Task<ReviewResult> AskAgainAsync(Actor actor, Guid id, Ground ground, CancellationToken cancellationToken) =>
        GuardAsync(() => desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (!held.Task.IsOwnedBy(held.OfficerId) && !held.Task.IsFree(time.GetUtcNow()))
                    return new ReviewResult.Refused(ReviewRefusal.Owned);
                var own = held with { Task = held.Task with { OwnerId = held.OfficerId } };
                return await DecideAsync(own, new Choice(Verdict.AskAgain, ground), held.Task.Version, token);
            },
            cancellationToken));

    /// <summary>A second officer agrees, and what was proposed comes into force.</summary>
    public Task<ReviewResult> ApproveAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        GuardAsync(() => desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (await ProposalOfAsync(held, token) is not { } proposal)
                    return new ReviewResult.Refused(ReviewRefusal.NotProposed);
                if (proposal.OfficerId == held.OfficerId)
                    return new ReviewResult.Refused(ReviewRefusal.SameOfficer);
                if (proposal.Basis != held.Target.Basis
                    || !held.Target.Offers.Any(offer => offer.Verdict == proposal.Choice.Verdict)
                    || !await NamesWhomItMayAsync(held, proposal.Choice, token))
                    return await TakeBackAsync(held, proposal, token);
                await decisions.ApproveAsync(held.Connection, id, held.OfficerId, token);
                await desk.RecordAsync(held, AuditAction.ReviewApproved, Said(proposal.Choice), token);
                return await CarryOutAsync(held, proposal.Choice, token);
            },
            cancellationToken));

    /// <summary>A second officer does not agree, and the task is open again for anybody.</summary>
    public Task<ReviewResult> RefuseAsync(Actor actor, Guid id, RefusalGround ground, CancellationToken cancellationToken) =>
        desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (await ProposalOfAsync(held, token) is not { } proposal)
                    return new ReviewResult.Refused(ReviewRefusal.NotProposed);
                if (proposal.OfficerId == held.OfficerId)
                    return new ReviewResult.Refused(ReviewRefusal.SameOfficer);
                await decisions.DropAsync(held.Connection, id, token);
                await desk.RecordAsync(held, AuditAction.ReviewRefused, $"{Said(proposal.Choice)} {ground}", token);
                return new ReviewResult.Done(await tasks.MoveAsync(held.Connection, held.Task, TaskState.Open, token));
            },
            cancellationToken);

    private async Task<ReviewResult> DecideAsync(Held held, Choice choice, int expectedVersion, CancellationToken cancellationToken)
    {
        if (Refuse(held, choice, expectedVersion, out var offer) is { } refused)
            return refused;
        if (!await NamesWhomItMayAsync(held, choice, cancellationToken))
            return new ReviewResult.Refused(ReviewRefusal.CandidateNotOffered);

        var proposes = offer!.NeedsSecond;
        await decisions.AddAsync(held.Connection, held.Task.Id, choice, held.OfficerId, held.Target.Basis, inForce: !proposes, cancellationToken);
        await knownAnswers.AnswerAsync(held.Connection, held.Task.Id, held.OfficerId, choice.Verdict, cancellationToken);
        await desk.RecordAsync(held, proposes ? AuditAction.ReviewProposed : AuditAction.ReviewDecided, Said(choice), cancellationToken);
        return proposes
            ? new ReviewResult.Done(await tasks.MoveAsync(held.Connection, held.Task, TaskState.Proposed, cancellationToken))
            : await CarryOutAsync(held, choice, cancellationToken);
    }

    private static ReviewResult.Refused? Refuse(Held held, Choice choice, int expectedVersion, out Offer? offer)
    {
        offer = held.Target.Offers.FirstOrDefault(offered => offered.Verdict == choice.Verdict);
        return held.Task.State != TaskState.Open ? new ReviewResult.Refused(ReviewRefusal.Closed)
            : held.Task.Version != expectedVersion ? new ReviewResult.Refused(ReviewRefusal.Stale)
            : !held.Task.IsOwnedBy(held.OfficerId) ? new ReviewResult.Refused(ReviewRefusal.NotOwner)
            : offer is null ? new ReviewResult.Refused(ReviewRefusal.NotOffered, [.. held.Target.Offers.Select(offered => offered.Verdict.ToString())])
            : !offer.Grounds.Contains(choice.Ground) ? new ReviewResult.Refused(ReviewRefusal.GroundNotOffered, [.. offer.Grounds.Select(ground => ground.ToString())])
            : null;
    }

    private static async Task<bool> NamesWhomItMayAsync(Held held, Choice choice, CancellationToken cancellationToken) =>
        choice.Verdict == Verdict.LinkOther
            ? choice.CandidateId is { } named && await held.Source.MayNameAsync(held.Connection, held.Task, named, cancellationToken)
            : choice.CandidateId is null;

    private async Task<ReviewResult> CarryOutAsync(Held held, Choice choice, CancellationToken cancellationToken)
    {
        if (!await held.Source.CarryOutAsync(held.Connection, held.Actor, held.Task, choice, cancellationToken))
            throw new TargetChangedException();
        await drafts.DropAsync(held.Connection, held.Task.Id, cancellationToken);
        return new ReviewResult.Done(await tasks.MoveAsync(held.Connection, held.Task, TaskState.Decided, cancellationToken));
    }

    private async Task<ReviewResult> TakeBackAsync(Held held, KeptDecision proposal, CancellationToken cancellationToken)
    {
        await decisions.DropAsync(held.Connection, held.Task.Id, cancellationToken);
        await desk.RecordAsync(held, AuditAction.ReviewTakenBack, Said(proposal.Choice), cancellationToken);
        await tasks.MoveAsync(held.Connection, held.Task, TaskState.Open, cancellationToken);
        return new ReviewResult.Refused(ReviewRefusal.TargetChanged);
    }

    private async Task<KeptDecision?> ProposalOfAsync(Held held, CancellationToken cancellationToken) =>
        held.Task.State == TaskState.Proposed
            ? await decisions.FindAsync(held.Connection, held.Task.Id, cancellationToken)
            : null;

    /// <summary>What cannot be carried out any more leaves nothing behind: neither a decision nor half of its effect.</summary>
    private static async Task<ReviewResult> GuardAsync(Func<Task<ReviewResult>> unit)
    {
        try
        {
            return await unit();
        }
        catch (TargetChangedException)
        {
            return new ReviewResult.Refused(ReviewRefusal.TargetChanged);
        }
        catch (PostgresException raced) when (raced.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another transaction was faster, and a constraint says that only one of the two can be true.
            return new ReviewResult.Refused(ReviewRefusal.TargetChanged);
        }
    }

    private static string Said(Choice choice) => $"{choice.Verdict} {choice.Ground}";

    private sealed class TargetChangedException() : Exception("What a decision was about changed while it was being carried out.");
}
