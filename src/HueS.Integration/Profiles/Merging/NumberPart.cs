using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>Every number the merged citizen was verified under. They are put back first: to whom a number belongs says to whom more belongs.</summary>
internal sealed class NumberPart(CitizenNumberStore numbers, NumberHistory history) : ICitizenPart
{
    public string Name => "number";

    public async Task<IReadOnlyList<MergeStep>> MoveAsync(NpgsqlConnection connection, MergeUnderway merging, CancellationToken cancellationToken)
    {
        await history.BeginAsync(connection, merging.Survivor, cancellationToken);
        await history.BeginAsync(connection, merging.Merged, cancellationToken);
        var mine = await numbers.ListSealedAsync(connection, merging.Merged.SubjectId, cancellationToken);
        foreach (var number in mine)
            await numbers.MoveAsync(connection, number, merging.Merged, merging.Survivor, cancellationToken);
        return [.. mine.Select(number => new MergeStep(Name, number.SubjectId, Sealed: number.Sealed))];
    }

    public async Task<IReadOnlyList<MergeStep>> MoveBackAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        IReadOnlyList<MergeStep> steps,
        CancellationToken cancellationToken)
    {
        var left = new List<MergeStep>();
        foreach (var step in steps)
        {
            var number = new SealedNumber(step.Target, step.Sealed!);
            if (!await numbers.PutAsync(connection, number, merging.Survivor.SubjectId, merging.Merged.SubjectId, cancellationToken))
                left.Add(step);
        }

        return left;
    }
}
