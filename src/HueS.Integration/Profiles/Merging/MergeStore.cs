using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>The tables <c>citizen_merge</c> and <c>citizen_merge_step</c>.</summary>
internal sealed class MergeStore
{
    private const string Columns = "id, survivor_id, merged_id, state, proposed_at, merged_at, unmerged_at";

    /// <summary>Keeps that two may be one; <c>null</c>: that is proposed already.</summary>
    public Task<Merge?> AddAsync(NpgsqlConnection connection, Guid id, Guid survivorId, Guid mergedId, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            insert into citizen_merge (id, survivor_id, merged_id)
            values ($1, $2, $3)
            on conflict (least(survivor_id, merged_id), greatest(survivor_id, merged_id)) where state = 'Proposed' do nothing
            returning {Columns}
            """,
            [id, survivorId, mergedId],
            Read,
            cancellationToken);

    public Task<Merge?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from citizen_merge where id = $1", [id], Read, cancellationToken);

    /// <summary>What is proposed of these two, whichever is to survive.</summary>
    public Task<Merge?> FindProposedAsync(NpgsqlConnection connection, Guid one, Guid other, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            select {Columns}
            from citizen_merge
            where least(survivor_id, merged_id) = least($1, $2)
              and greatest(survivor_id, merged_id) = greatest($1, $2)
              and state = 'Proposed'
            """,
            [one, other],
            Read,
            cancellationToken);

    /// <summary>Whether anybody was, or is, asked about these two, whatever came of it.</summary>
    public Task<bool> WasAskedAsync(NpgsqlConnection connection, Guid one, Guid other, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            """
            select exists (
              select
              from citizen_merge
              where survivor_id in ($1, $2)
                and merged_id in ($1, $2)
                and state <> 'Withdrawn')
            """,
            [one, other],
            row => row.GetBoolean(0),
            cancellationToken);

    public Task WithdrawAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update citizen_merge set state = 'Withdrawn' where id = $1", [id], cancellationToken);

    /// <summary>By which merge a citizen became part of another.</summary>
    public Task<Merge?> FindStandingAsync(NpgsqlConnection connection, Guid mergedId, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from citizen_merge where merged_id = $1 and state = 'Merged' for update",
            [mergedId],
            Read,
            cancellationToken);

    /// <summary>Every merge a citizen had a part in and that came into force, oldest first, with what unmerging left alone.</summary>
    public async Task<IReadOnlyList<MergeAccount>> ListAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var merges = await connection.ListAsync(
            $"""
            select {Columns}
            from citizen_merge
            where (survivor_id = $1 or merged_id = $1)
              and merged_at is not null
            order by merged_at, id
            """,
            [citizenId],
            Read,
            cancellationToken);
        var accounts = new List<MergeAccount>();
        foreach (var merge in merges)
        {
            accounts.Add(new MergeAccount(merge, await connection.ListAsync(
                "select part, target, before, sealed, version from citizen_merge_step where merge_id = $1 and left_alone order by place",
                [merge.Id],
                ReadStep,
                cancellationToken)));
        }

        return accounts;
    }

    public Task<List<MergeStep>> StepsAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select part, target, before, sealed, version from citizen_merge_step where merge_id = $1 order by place",
            [id],
            ReadStep,
            cancellationToken);

    public async Task MergedAsync(NpgsqlConnection connection, Guid id, IReadOnlyList<MergeStep> steps, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "update citizen_merge set state = 'Merged', merged_at = clock_timestamp() where id = $1", [id], cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        for (var place = 0; place < steps.Count; place++)
        {
            var step = steps[place];
            batch.Add(
                """
                insert into citizen_merge_step (merge_id, place, part, target, before, sealed, version)
                values ($1, $2, $3, $4, $5, $6, $7)
                """,
                id, place, step.Part, step.Target, step.Before, step.Sealed, step.Version);
        }

        if (steps.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="tied">Whether the register ties their numbers.</param>
    public async Task UnmergedAsync(
        NpgsqlConnection connection,
        Guid id,
        IReadOnlyList<MergeStep> leftAlone,
        bool tied,
        CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "update citizen_merge set state = 'Unmerged', unmerged_at = clock_timestamp(), tied = $2 where id = $1",
            [id, tied],
            cancellationToken);
        await connection.ExecuteAsync(
            """
            update citizen_merge_step
            set left_alone = true
            where merge_id = $1
              and (part, target) in (select part, target from unnest($2::text[], $3::uuid[]) as alone (part, target))
            """,
            [id, leftAlone.Select(step => step.Part).ToArray(), leftAlone.Select(step => step.Target).ToArray()],
            cancellationToken);
    }

    /// <param name="tied">Whether the register ties their numbers.</param>
    public Task KeptApartAsync(NpgsqlConnection connection, Guid id, bool tied, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update citizen_merge set state = 'KeptApart', tied = $2 where id = $1", [id, tied], cancellationToken);

    /// <summary>Keeps that two are two though the register ties their numbers, where nobody had proposed that they are one.</summary>
    public Task KeepApartAsync(NpgsqlConnection connection, Guid id, Guid one, Guid other, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "insert into citizen_merge (id, survivor_id, merged_id, state, tied) values ($1, $2, $3, 'KeptApart', true)",
            [id, one, other],
            cancellationToken);

    /// <summary>Those of whom a person said, seeing that the register ties their numbers, that they are not this citizen.</summary>
    public Task<List<Guid>> ListApartAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select case when survivor_id = $1 then merged_id else survivor_id end
            from citizen_merge
            where (survivor_id = $1 or merged_id = $1)
              and state in ('KeptApart', 'Unmerged')
              and tied
            """,
            [citizenId],
            row => row.GetGuid(0),
            cancellationToken);

    private static Merge Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetGuid(2),
        Enum.Parse<MergeState>(row.GetString(3)),
        row.GetFieldValue<DateTimeOffset>(4),
        row.ValueOrNull<DateTimeOffset>(5),
        row.ValueOrNull<DateTimeOffset>(6));

    private static MergeStep ReadStep(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetGuid(1), row.ObjectOrNull<string>(2), row.ObjectOrNull<byte[]>(3), row.ValueOrNull<int>(4));
}
