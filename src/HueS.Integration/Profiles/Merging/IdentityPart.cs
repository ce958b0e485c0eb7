using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>
/// What the survivor is known as: the register's newest word, so the merged citizen's where theirs is the number in force and
/// the survivor's was replaced.
/// </summary>
internal sealed class IdentityPart(CitizenStore citizens, NumberHistory history) : ICitizenPart
{
    public string Name => "identity";

    public async Task<IReadOnlyList<MergeStep>> MoveAsync(NpgsqlConnection connection, MergeUnderway merging, CancellationToken cancellationToken)
    {
        var survivor = merging.Survivor.SubjectId;
        var before = await citizens.ReadSealedAsync(connection, survivor, cancellationToken);
        var (own, other) = (
            await citizens.ReadAsync(connection, survivor, cancellationToken),
            await citizens.ReadAsync(connection, merging.Merged.SubjectId, cancellationToken));
        if (await history.IsFormerAsync(connection, own, cancellationToken) && !await history.IsFormerAsync(connection, other, cancellationToken))
            await citizens.KeepAsync(connection, merging.Survivor, other, cancellationToken);
        return [new MergeStep(Name, survivor, Sealed: before)];
    }

    /// <summary>What was verified since under a number that stays the survivor's is newer, and stays.</summary>
    public async Task<IReadOnlyList<MergeStep>> MoveBackAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        IReadOnlyList<MergeStep> steps,
        CancellationToken cancellationToken)
    {
        var left = new List<MergeStep>();
        foreach (var step in steps)
        {
            var now = await citizens.ReadSealedAsync(connection, step.Target, cancellationToken);
            var person = await citizens.ReadAsync(connection, step.Target, cancellationToken);
            if (now.AsSpan().SequenceEqual(step.Sealed))
                continue;
            if (await history.OwnerOfAsync(connection, person, cancellationToken) == merging.Survivor.SubjectId)
                left.Add(step);
            else
                await citizens.PutBackAsync(connection, step.Target, step.Sealed!, cancellationToken);
        }

        return left;
    }
}
