using HueS.Integration.Audit;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Batches;
using Npgsql;

namespace HueS.Integration.Reconciliation.Consistency;

/// <summary>Lists of people, read to their end, against the checks that were made of their rows.</summary>
internal sealed class BatchCheck(BatchStore batches, VerificationStore verifications) : IConsistencyCheck
{
    public TargetKind About => TargetKind.Batch;

    public async Task<List<Guid>> ListAsync(NpgsqlConnection connection, string? system, Guid? after, int limit, CancellationToken cancellationToken) =>
        system is null ? await batches.ListReadWholeAsync(connection, after, limit, cancellationToken) : [];

    public async Task<Looked> LookAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        if (await batches.FindAcceptedAsync(connection, id, cancellationToken) is not { } accepted)
            return Looked.Skipped(SkipReason.Gone);
        return await verifications.CountOfBatchAsync(connection, id, cancellationToken) == accepted
            ? Looked.Unchanged
            : new Looked(ItemState.Finding, [], new RunFinding(FindingCategory.BatchMiscounted, RunEffect.ListOnly));
    }

    public Task<Repair?> RepairAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A list that was counted wrongly is only listed.");

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A list that was counted wrongly is only listed.");

    public Task<string?> NameAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
