using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>What a run changed about one person.</summary>
/// <param name="Target">What was changed: the check a person was asked by, or the citizen.</param>
/// <param name="Before">What stood there before, as it was kept; absent where nothing did.</param>
/// <param name="Added">Rows that came with it.</param>
internal sealed record RunChange(
    Guid Id,
    Guid RunId,
    Guid ItemId,
    RunEffect Effect,
    Guid Target,
    byte[]? Before = null,
    byte[]? After = null,
    IReadOnlyList<Guid>? Added = null,
    DateTimeOffset At = default);

/// <summary>The table <c>reconciliation_change</c>: the journal of a run.</summary>
internal sealed class ChangeStore
{
    /// <summary>Stored where it was changed since, by people or by what became known.</summary>
    public const string ChangedSince = "ChangedSince";

    /// <summary>Stored where undoing failed three times.</summary>
    public const string Failed = "Failed";

    private const string Columns = "id, run_id, item_id, effect, target, before, after, added, at";

    public Task AddAsync(NpgsqlConnection connection, RunChange change, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into reconciliation_change (id, run_id, item_id, effect, target, before, after, added)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                change.Id, change.RunId, change.ItemId, change.Effect.ToString(), change.Target, change.Before, change.After,
                (change.Added ?? []).ToArray(),
            ],
            cancellationToken);

    public Task<RunChange?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from reconciliation_change where id = $1", [id], Read, cancellationToken);

    /// <summary>A page of what a run changed.</summary>
    public Task<List<Guid>> ListAsync(NpgsqlConnection connection, Guid runId, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from reconciliation_change where run_id = $1 and ($2::uuid is null or id > $2) order by id limit $3",
            [runId, after, limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>What undoing left as it is, and why, by the items it is about.</summary>
    public Task<List<(Guid ItemId, RunEffect Effect, string Why)>> ListKeptAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select item_id, effect, kept from reconciliation_change where run_id = $1 and kept is not null order by id",
            [runId],
            row => (row.GetGuid(0), Enum.Parse<RunEffect>(row.GetString(1)), row.GetString(2)),
            cancellationToken);

    /// <param name="kept">Why it stays; <c>null</c>: it was undone.</param>
    public Task MarkAsync(NpgsqlConnection connection, Guid id, string? kept, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update reconciliation_change set undone_at = case when $2::text is null then clock_timestamp() end, kept = $2 where id = $1",
            [id, kept],
            cancellationToken);

    private static RunChange Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetGuid(2),
        Enum.Parse<RunEffect>(row.GetString(3)),
        row.GetGuid(4),
        row.ObjectOrNull<byte[]>(5),
        row.ObjectOrNull<byte[]>(6),
        row.GetFieldValue<Guid[]>(7),
        row.GetFieldValue<DateTimeOffset>(8));
}
