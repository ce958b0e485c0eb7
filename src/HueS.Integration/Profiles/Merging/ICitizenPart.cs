using HueS.Integration.Audit;
using HueS.Integration.Protection;
using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>
/// Something that hangs on a citizen. Where two turn out to be one it goes to the survivor, and says of each thing what it was
/// before; where they are two again it puts back exactly that. Rooms to the right come with their own.
/// </summary>
internal interface ICitizenPart
{
    /// <summary>The name is stored; it never changes.</summary>
    string Name { get; }

    Task<IReadOnlyList<MergeStep>> MoveAsync(NpgsqlConnection connection, MergeUnderway merging, CancellationToken cancellationToken);

    /// <summary>Puts each thing back as it was; what was changed since it leaves alone, and answers.</summary>
    Task<IReadOnlyList<MergeStep>> MoveBackAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        IReadOnlyList<MergeStep> steps,
        CancellationToken cancellationToken);
}

/// <summary>A merge while it is carried out or undone, with the keys of both and who does it.</summary>
internal sealed record MergeUnderway(Merge Merge, SubjectKey Survivor, SubjectKey Merged, Actor Actor);
