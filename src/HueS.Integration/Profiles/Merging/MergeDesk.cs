using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>
/// Where people say that two citizens are one, which another person has to agree to, and that they are two after all, which
/// needs nobody else: a wrong merge shows somebody's records to a stranger, and is to end at once.
/// </summary>
internal sealed class MergeDesk(
    Database database,
    MergeStore merges,
    CitizenMerger merger,
    CitizenStore citizens,
    SubjectStore subjects,
    Proposals proposals,
    ReviewStore tasks,
    Trail trail,
    TimeProvider time)
{
    /// <summary>Proposes that two are one. Proposed again, it is the same proposal.</summary>
    /// <param name="survivorId">Who goes on; who was merged already is taken for who they are by now.</param>
    public Task<MergeResult> ProposeAsync(Actor actor, Guid survivorId, Guid mergedId, Ground ground, CancellationToken cancellationToken) =>
        database.TransactAsync<MergeResult>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await LiveAsync(connection, survivorId, token) is not { } survivor || await LiveAsync(connection, mergedId, token) is not { } merged)
                    return new MergeResult.NotFound();
                if (survivor == merged)
                    return new MergeResult.SameCitizen();
                if (await merges.AddAsync(connection, Guid.CreateVersion7(), survivor, merged, token) is not { } merge)
                    return await AnswerAgainAsync(connection, actor, survivor, merged, token);

                var task = await proposals.OpenAsync(
                    connection,
                    actor,
                    ReviewSubject.Citizen,
                    merge.Id,
                    MergeReview.HeldToBeOne,
                    new Choice(Verdict.Merge, ground),
                    time.GetStoredNow(),
                    token);
                await RecordAsync(connection, actor, AuditAction.ReviewProposed, merged, merge, token);
                return new MergeResult.Proposed(task, Created: true);
            },
            cancellationToken);

    public Task<UnmergeResult> UnmergeAsync(Actor actor, Guid mergedId, Ground ground, CancellationToken cancellationToken) =>
        database.TransactAsync<UnmergeResult>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await citizens.StandingAsync(connection, mergedId, token) is null)
                    return new UnmergeResult.NotFound();
                if (await merges.FindStandingAsync(connection, mergedId, token) is not { } merge)
                    return new UnmergeResult.NotMerged();
                if ((await citizens.StandingAsync(connection, merge.SurvivorId, token))?.MergedInto is not null)
                    return new UnmergeResult.MergedFurther();
                return new UnmergeResult.Done(merge, await merger.UnmergeAsync(connection, actor, merge, ground, token));
            },
            cancellationToken);

    private async Task<Guid?> LiveAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await citizens.StandingAsync(connection, id, cancellationToken) is not null
        && await citizens.SurvivorOfAsync(connection, id, cancellationToken) is var survivor
        && !await subjects.IsErasedAsync(connection, survivor, cancellationToken)
            ? survivor
            : null;

    private async Task<MergeResult> AnswerAgainAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid one,
        Guid other,
        CancellationToken cancellationToken)
    {
        var merge = (await merges.FindProposedAsync(connection, one, other, cancellationToken))!;
        await RecordAsync(connection, actor, AuditAction.ReviewDisclosed, merge.SurvivorId, merge, cancellationToken);
        return new MergeResult.Proposed((await tasks.FindAsync(connection, merge.Id, cancellationToken))!, Created: false);
    }

    private Task RecordAsync(NpgsqlConnection connection, Actor actor, string action, Guid citizenId, Merge merge, CancellationToken cancellationToken) =>
        trail.WriteAsync(
            connection,
            new AuditEntry(action, actor, SubjectId: citizenId, Target: merge.Id.ToString(), Note: nameof(Verdict.Merge)),
            cancellationToken);
}
