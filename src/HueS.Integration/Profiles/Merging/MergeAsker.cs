using HueS.Integration.Audit;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>Asks people whether two citizens are one, where no person held that they are, and takes the question back as long as nobody has touched it.</summary>
internal sealed class MergeAsker(MergeStore merges, CitizenStore citizens, ReviewStore tasks, Trail trail, TimeProvider time)
{
    /// <summary>Whether people were asked about the two before, whatever they said: nobody is asked the same twice.</summary>
    public Task<bool> WasAskedAsync(NpgsqlConnection connection, Guid one, Guid other, CancellationToken cancellationToken) =>
        merges.WasAskedAsync(connection, one, other, cancellationToken);

    /// <summary>Whoever was known first would go on: more places know them. <c>null</c>: that is proposed already.</summary>
    public async Task<Merge?> AskAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid one,
        Guid other,
        string reason,
        CancellationToken cancellationToken)
    {
        var (mine, theirs) = (
            await citizens.StandingAsync(connection, one, cancellationToken),
            await citizens.StandingAsync(connection, other, cancellationToken));
        var (survivor, merged) = mine!.Value.Since <= theirs!.Value.Since ? (one, other) : (other, one);
        if (await merges.AddAsync(connection, Guid.CreateVersion7(), survivor, merged, cancellationToken) is not { } merge)
            return null;
        await tasks.OpenAsync(connection, ReviewSubject.Citizen, merge.Id, actor.ClientId, [reason], time.GetStoredNow(), cancellationToken);
        await RecordAsync(connection, actor, merge, AuditAction.ReviewProposed, reason, cancellationToken);
        return merge;
    }

    /// <summary><c>false</c>: somebody has touched the question, and it stays.</summary>
    public async Task<bool> WithdrawAsync(NpgsqlConnection connection, Actor actor, Guid mergeId, CancellationToken cancellationToken)
    {
        if (!await tasks.WithdrawUntouchedAsync(connection, ReviewSubject.Citizen, mergeId, cancellationToken))
            return false;
        await merges.WithdrawAsync(connection, mergeId, cancellationToken);
        var merge = (await merges.FindAsync(connection, mergeId, cancellationToken))!;
        await RecordAsync(connection, actor, merge, AuditAction.ReviewTakenBack, "undo", cancellationToken);
        return true;
    }

    private async Task RecordAsync(NpgsqlConnection connection, Actor actor, Merge merge, string action, string note, CancellationToken cancellationToken)
    {
        foreach (var citizen in merge.Both)
        {
            await trail.WriteAsync(
                connection, new AuditEntry(action, actor, SubjectId: citizen, Target: merge.Id.ToString(), Note: note), cancellationToken);
        }
    }
}
