using HueS.Integration.Profiles.Merging;
using Npgsql;

namespace HueS.Integration.Linking.Merging;

/// <summary>For whom machines link nothing: what holds for one of the two holds for both, and the merged citizen's own stays with them.</summary>
internal sealed class HoldPart(HoldStore holds) : ICitizenPart
{
    public string Name => "hold";

    public async Task<IReadOnlyList<MergeStep>> MoveAsync(NpgsqlConnection connection, MergeUnderway merging, CancellationToken cancellationToken)
    {
        var (own, joint) = await ReadAsync(connection, merging, cancellationToken);
        if (own == joint)
            return [];
        await holds.AddAsync(connection, merging.Survivor.SubjectId, joint, cancellationToken);
        return [new MergeStep(Name, merging.Survivor.SubjectId, own.ToString())];
    }

    public async Task<IReadOnlyList<MergeStep>> MoveBackAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        IReadOnlyList<MergeStep> steps,
        CancellationToken cancellationToken)
    {
        if (steps is not [var step])
            return [];
        var (own, joint) = await ReadAsync(connection, merging, cancellationToken);
        if (own != joint)
            return [step];
        var before = Enum.Parse<LinkingHold>(step.Before!);
        await holds.LiftAsync(connection, merging.Survivor.SubjectId, joint & ~before, cancellationToken);
        return [];
    }

    /// <summary>What holds for the survivor, and what for either.</summary>
    private async Task<(LinkingHold Own, LinkingHold Joint)> ReadAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        CancellationToken cancellationToken)
    {
        var found = await holds.AmongAsync(connection, merging.Merge.Both, cancellationToken);
        var (own, other) = (found.GetValueOrDefault(merging.Merge.SurvivorId), found.GetValueOrDefault(merging.Merge.MergedId));
        return (own, own | other);
    }
}
