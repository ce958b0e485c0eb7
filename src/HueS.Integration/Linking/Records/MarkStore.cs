using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Records;

/// <summary>The right to read a system's changes until the lease runs out. Whoever holds a newer fence wins.</summary>
internal sealed record HeldMark(string System, string? Mark, long Fence, int Failures);

/// <summary>The table <c>record_mark</c>: how far the changes of a system were read.</summary>
internal sealed class MarkStore
{
    /// <summary>Takes the system's mark where a look is due and no other node is at it.</summary>
    public async Task<HeldMark?> TakeAsync(NpgsqlConnection connection, string system, TimeSpan lease, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "insert into record_mark (system) values ($1) on conflict (system) do nothing",
            [system],
            cancellationToken);
        return await connection.FirstAsync(
            """
            update record_mark
            set lease_until = clock_timestamp() + $2,
                fence = fence + 1
            where system = $1
              and due_at <= clock_timestamp()
              and (lease_until is null or lease_until < clock_timestamp())
            returning mark, fence, failures
            """,
            [system, lease],
            row => new HeldMark(system, row.ObjectOrNull<string>(0), row.GetInt64(1), row.GetInt32(2)),
            cancellationToken);
    }

    /// <summary>Moves the mark behind what this transaction keeps; <c>false</c>: the lease was lost, and nothing of it may be kept.</summary>
    public async Task<bool> AdvanceAsync(
        NpgsqlConnection connection,
        HeldMark held,
        string? mark,
        TimeSpan lease,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update record_mark
            set mark = $3,
                lease_until = clock_timestamp() + $4,
                failures = 0,
                reason = null
            where system = $1
              and fence = $2
            """,
            [held.System, held.Fence, mark, lease],
            cancellationToken) == 1;

    /// <summary>Keeps the mark a while longer; <c>false</c>: the lease was lost, and nothing of this transaction may be kept.</summary>
    public async Task<bool> RenewAsync(NpgsqlConnection connection, HeldMark held, TimeSpan lease, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            "update record_mark set lease_until = clock_timestamp() + $3 where system = $1 and fence = $2",
            [held.System, held.Fence, lease],
            cancellationToken) == 1;

    /// <summary>Everything was read: the next look is due after the interval.</summary>
    public Task EndAsync(NpgsqlConnection connection, HeldMark held, TimeSpan every, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update record_mark
            set due_at = clock_timestamp() + $3,
                lease_until = null,
                whole_at = clock_timestamp()
            where system = $1
              and fence = $2
            """,
            [held.System, held.Fence, every],
            cancellationToken);

    /// <summary>The look ends here for now, and goes on from its mark after the delay.</summary>
    public Task PutOffAsync(NpgsqlConnection connection, HeldMark held, TimeSpan delay, string? reason, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update record_mark
            set due_at = clock_timestamp() + $3,
                lease_until = null,
                failures = failures + case when $4::text is null then 0 else 1 end,
                reason = $4
            where system = $1
              and fence = $2
            """,
            [held.System, held.Fence, delay, reason],
            cancellationToken);
}
