using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>
/// Makes one citizen of two, and two of one again, inside the caller's transaction. Everything either has goes to the survivor;
/// the merged one's row, id and key stay. What was moved is written down as it was, so that unmerging puts back exactly that.
/// </summary>
internal sealed class CitizenMerger(
    MergeStore merges,
    CitizenStore citizens,
    NumberHistory history,
    ProfileStore profiles,
    SubjectStore subjects,
    IEnumerable<ICitizenPart> parts,
    CitizenNews news,
    Trail trail,
    EventStore events)
{
    /// <summary><c>false</c>: one of the two was merged meanwhile, and nothing was written.</summary>
    public async Task<bool> MergeAsync(NpgsqlConnection connection, Actor actor, Merge merge, CancellationToken cancellationToken)
    {
        await HoldAsync(connection, merge, cancellationToken);
        if (await citizens.LockAsync(connection, merge.Both, cancellationToken) is not [_, _])
            return false;

        var merging = await BeginAsync(connection, actor, merge, cancellationToken);
        var steps = new List<MergeStep>();
        foreach (var part in parts)
            steps.AddRange(await part.MoveAsync(connection, merging, cancellationToken));
        await merges.MergedAsync(connection, merge.Id, steps, cancellationToken);
        await citizens.MergeIntoAsync(connection, merge.MergedId, merge.SurvivorId, cancellationToken);
        await RecordAsync(connection, actor, merge, AuditAction.CitizenMerged, EventKind.CitizenMerged, ground: null, cancellationToken);
        return true;
    }

    /// <summary>What was changed since is left alone, and answered.</summary>
    public async Task<IReadOnlyList<MergeStep>> UnmergeAsync(
        NpgsqlConnection connection,
        Actor actor,
        Merge merge,
        Ground ground,
        CancellationToken cancellationToken)
    {
        await HoldAsync(connection, merge, cancellationToken);
        await citizens.LockAsync(connection, merge.Both, cancellationToken);
        await citizens.MergeIntoAsync(connection, merge.MergedId, survivorId: null, cancellationToken);

        var merging = await BeginAsync(connection, actor, merge, cancellationToken);
        var steps = (await merges.StepsAsync(connection, merge.Id, cancellationToken)).ToLookup(step => step.Part);
        var left = new List<MergeStep>();
        foreach (var part in parts)
            left.AddRange(await part.MoveBackAsync(connection, merging, [.. steps[part.Name]], cancellationToken));
        var tied = await history.AreTiedAsync(connection, merge, cancellationToken);
        await merges.UnmergedAsync(connection, merge.Id, left, tied, cancellationToken);
        await RecordAsync(connection, actor, merge, AuditAction.CitizenUnmerged, EventKind.CitizenUnmerged, ground, cancellationToken);
        return left;
    }

    /// <summary>In the order in which whoever binds an account holds the same.</summary>
    private async Task HoldAsync(NpgsqlConnection connection, Merge merge, CancellationToken cancellationToken)
    {
        await history.HoldAsync(connection, merge.Both, cancellationToken);
        await profiles.LockAsync(connection, merge.Both, cancellationToken);
    }

    private async Task<MergeUnderway> BeginAsync(NpgsqlConnection connection, Actor actor, Merge merge, CancellationToken cancellationToken) => new(
        merge,
        await subjects.OpenAsync(connection, merge.SurvivorId, cancellationToken),
        await subjects.OpenAsync(connection, merge.MergedId, cancellationToken),
        actor);

    /// <summary>Both are told of in the trail, and whoever keeps more of them looks at both again.</summary>
    private async Task RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        Merge merge,
        string action,
        string kind,
        Ground? ground,
        CancellationToken cancellationToken)
    {
        foreach (var citizen in merge.Both)
        {
            var side = citizen == merge.SurvivorId ? "survivor" : "merged";
            await trail.WriteAsync(
                connection,
                new AuditEntry(action, actor, SubjectId: citizen, Target: merge.Id.ToString(), Note: ground is null ? side : $"{side} {ground}"),
                cancellationToken);
        }

        await events.AppendAsync(connection, kind, actor.ClientId, merge.Id, cancellationToken);
        foreach (var citizen in merge.Both.Order())
            await news.TellAsync(connection, citizen, cancellationToken);
    }
}
