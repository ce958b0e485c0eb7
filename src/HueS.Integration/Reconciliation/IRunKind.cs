using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>
/// What is particular to one kind of run; its life, counts, queues and doors are the same for all. Each kind has a folder of its
/// own here, and a line in <see cref="RunServices"/>.
/// </summary>
internal interface IRunKind
{
    RunKind Kind { get; }

    /// <summary>Whether looking costs questions of the register, which a plan counts.</summary>
    bool AsksRegister { get; }

    /// <summary>What is looked at, a page at a time: the one behind <see cref="Run.PlannedPart"/> and <see cref="Run.PlannedTo"/>.</summary>
    Task<Selected> SelectAsync(NpgsqlConnection connection, Run run, int limit, CancellationToken cancellationToken);

    /// <summary>Looks at one target and writes nothing.</summary>
    Task<LookResult> LookAsync(Run run, PurposeOptions purpose, RunItem item, Lease lease, CancellationToken cancellationToken);

    /// <summary>Applies one finding with the verbs of the rooms, in the caller's transaction, and writes into the journal what stood there before.</summary>
    /// <returns>Why it was left alone; <c>null</c>: it was applied.</returns>
    Task<LeftReason?> ApplyAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken);

    /// <summary>Takes back one change from its journal, in the caller's transaction; what people have done since stays as they left it.</summary>
    /// <returns><c>false</c>: it was changed since, and nothing was written.</returns>
    Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, Run run, RunChange change, CancellationToken cancellationToken);

    /// <summary>What a list shows of a finding, masked.</summary>
    Task<ShownFinding> ShowAsync(NpgsqlConnection connection, RunItem item, CancellationToken cancellationToken);
}

/// <summary>A page of what a run looks at.</summary>
/// <param name="Part">Which part of it the next page belongs to.</param>
/// <param name="Mark">Behind which target of that part it begins; <c>null</c>: at its beginning.</param>
/// <param name="LookedBefore">Only what no run of the kind has looked at since; <c>null</c>: however lately one did.</param>
internal sealed record Selected(
    IReadOnlyList<RunTarget> Targets,
    bool IsLast,
    int Part = 0,
    Guid? Mark = null,
    DateTimeOffset? LookedBefore = null);

/// <summary>One thing a run looks at.</summary>
/// <param name="CitizenId">Whose it is, where that is known beforehand.</param>
internal sealed record RunTarget(Guid Id, TargetKind About, Guid? CitizenId = null);

/// <summary>What came of looking at a target.</summary>
internal abstract record LookResult
{
    private LookResult()
    {
    }

    public sealed record Ended(Looked Looked) : LookResult;

    /// <summary>Nobody could answer now, which says nothing about the target.</summary>
    /// <param name="IsOutage">Whether who answers was out of reach, and not only out of room.</param>
    public sealed record GivenBack(string Reason, TimeSpan Delay, bool IsOutage) : LookResult;
}
