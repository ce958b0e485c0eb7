using System.Text.Json;
using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using Npgsql;

namespace HueS.Integration.Reconciliation.Consistency;

/// <summary>Citizens against their number history, their accounts, and the keys by which records find them.</summary>
internal sealed class CitizenCheck(
    CitizenStore citizens,
    CitizenNumberStore numbers,
    NumberHistory history,
    ProfileStore profiles,
    SubjectStore subjects,
    CitizenKeys keys,
    CitizenKeyStore kept) : IConsistencyCheck
{
    public TargetKind About => TargetKind.Citizen;

    public async Task<List<Guid>> ListAsync(NpgsqlConnection connection, string? system, Guid? after, int limit, CancellationToken cancellationToken) =>
        system is null ? await citizens.ListAsync(connection, after, limit, cancellationToken) : [];

    public async Task<Looked> LookAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        if (await citizens.StandingAsync(connection, id, cancellationToken) is not var (_, mergedInto)
            || await subjects.IsErasedAsync(connection, id, cancellationToken))
            return Looked.Skipped(SkipReason.Gone);
        var finding = mergedInto is null ? await BreachAsync(connection, id, cancellationToken)
            : await profiles.CountAsync(connection, id, cancellationToken) > 0 || (await kept.ListAsync(connection, id, cancellationToken)).Count > 0
                ? new RunFinding(FindingCategory.MergedKeepsThings, RunEffect.ListOnly)
            : null;
        return finding is null ? Looked.Unchanged : new Looked(ItemState.Finding, [], finding, CitizenId: id);
    }

    public async Task<Repair?> RepairAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        await subjects.HoldAsync(connection, [item.Target], cancellationToken);
        if (item.Effect == RunEffect.BeginHistory)
        {
            await history.BeginAsync(connection, await subjects.OpenAsync(connection, item.Target, cancellationToken), cancellationToken);
            return new Repair(Added: await numbers.SubjectsOfAsync(connection, item.Target, cancellationToken));
        }

        var before = await kept.ListAsync(connection, item.Target, cancellationToken);
        await keys.WriteAsync(connection, item.Target, cancellationToken);
        return new Repair(
            JsonSerializer.SerializeToUtf8Bytes(before),
            JsonSerializer.SerializeToUtf8Bytes(await kept.ListAsync(connection, item.Target, cancellationToken)));
    }

    /// <summary>A history that has grown since, and keys of what became known since, stay.</summary>
    public async Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken)
    {
        await subjects.HoldAsync(connection, [change.Target], cancellationToken);
        if (change.Effect == RunEffect.BeginHistory)
        {
            var now = await numbers.SubjectsOfAsync(connection, change.Target, cancellationToken);
            if (!now.ToHashSet().SetEquals(change.Added!))
                return false;
            await numbers.RemoveAsync(connection, change.Target, [.. change.Added!], cancellationToken);
            return true;
        }

        if (await citizens.StandingAsync(connection, change.Target, cancellationToken) is not (_, null)
            || await subjects.IsErasedAsync(connection, change.Target, cancellationToken)
            || !AreSame(await kept.ListAsync(connection, change.Target, cancellationToken), change.After))
            return false;
        await using var batch = new NpgsqlBatch(connection);
        CitizenKeyStore.AppendReplace(batch, change.Target, JsonSerializer.Deserialize<List<byte[]>>(change.Before)!);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    public Task<string?> NameAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private static bool AreSame(IReadOnlyList<byte[]> now, byte[]? written) =>
        written is not null
        && now.Select(Convert.ToHexString).ToHashSet().SetEquals(JsonSerializer.Deserialize<List<byte[]>>(written)!.Select(Convert.ToHexString));

    private async Task<RunFinding?> BreachAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        if ((await numbers.SubjectsOfAsync(connection, id, cancellationToken)).Count == 0)
            return new RunFinding(FindingCategory.CitizenWithoutNumber, RunEffect.BeginHistory);
        // Whoever works off what became known of citizens comes to them.
        return !await keys.AreWholeAsync(connection, id, cancellationToken)
            && !await CitizenNews.Changed.IsAnyWaitingAsync(connection, [id], cancellationToken)
                ? new RunFinding(FindingCategory.CitizenWithoutKeys, RunEffect.WriteKeys)
                : null;
    }
}
