using HueS.Integration.Audit;
using Npgsql;

namespace HueS.Integration.Reconciliation.Consistency;

/// <summary>
/// What must be true of one sort of thing and no constraint keeps. Each breach is a category with its repair through a room's
/// verb, or, where none is safe, only listed for a person.
/// </summary>
internal interface IConsistencyCheck
{
    TargetKind About { get; }

    /// <summary>What is looked at, a page of it by id.</summary>
    /// <param name="system">Only what belongs to this record system; nothing, where the sort of thing belongs to none.</param>
    Task<List<Guid>> ListAsync(NpgsqlConnection connection, string? system, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>The weightiest breach of one thing, or none. Writes nothing.</summary>
    Task<Looked> LookAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken);

    /// <summary>Mends it, and answers what the journal is to keep; <c>null</c>: people were at it meanwhile.</summary>
    Task<Repair?> RepairAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken);

    /// <summary><c>false</c>: it was changed since, and nothing was written.</summary>
    Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken);

    /// <summary>The record it is about, where it is about one.</summary>
    Task<string?> NameAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken);
}

/// <summary>What a repair changed.</summary>
/// <param name="Before">What stood there before, in the check's own words; absent where nothing did.</param>
/// <param name="Added">Rows that came with it.</param>
internal sealed record Repair(byte[]? Before = null, byte[]? After = null, IReadOnlyList<Guid>? Added = null);
