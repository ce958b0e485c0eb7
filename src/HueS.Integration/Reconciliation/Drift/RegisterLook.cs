using System.Security.Cryptography;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Verification;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Reconciliation.Drift;

/// <summary>Asks the register about one verified citizen, in the lane that waits for all others, and compares. Writes nothing.</summary>
internal sealed class RegisterLook(
    Database database,
    CitizenStore citizens,
    SubjectStore subjects,
    ReplacementStore numbers,
    OfficerStore officers,
    Asker asker,
    Delays delays,
    IOptions<ReconciliationOptions> options,
    TimeProvider time)
{
    public const string ShownColumn = "reconciliation_item.shown";

    public async Task<LookResult> AtAsync(Run run, PurposeOptions purpose, RunItem item, Lease lease, CancellationToken cancellationToken)
    {
        if (await ReadAsync(run, item, cancellationToken) is not { } asked)
            return new LookResult.Ended(Looked.Skipped(SkipReason.Gone));

        var now = time.GetStoredNow();
        var check = new VerificationCase(
            item.Id, run.ClientId, asked.NumberId, run.Purpose, run.CaseReference, Receipt: "", now, now + options.Value.UnreachableAfter, [], Settlement: null);
        // Well inside the lease, so that what the register says is still ours to record.
        var ask = new Ask(
            item.Id, asked.NumberId, run.ClientId, now + (options.Value.Lease * 0.8), Lane.Reconciliation, run.Purpose, run.OfficerId);
        var answer = await asker.AskAsync(check, purpose, new SealedClaim(asked.Person, asked.Officer.Text), ask, cancellationToken);
        return answer switch
        {
            Asked.Answered { Result: var result } => new LookResult.Ended(Compare(asked, item, result)),
            // The register refuses this question for good: it has said nothing about the person, and will not.
            Asked.HandedOver { Reason: var reason } => new LookResult.Ended(Looked.Unreachable(reason.ToString())),
            Asked.DrewWrongPerson => GivenBack(check, lease, PendingReason.RegisterQuarantined, null),
            Asked.GivenBack given => GivenBack(check, lease, given.Reason, given.RetryAfter),
            _ => throw new InvalidOperationException($"Unknown {answer.GetType().Name}."),
        };
    }

    private LookResult.GivenBack GivenBack(VerificationCase check, Lease lease, string reason, TimeSpan? retryAfter) =>
        new(reason, delays.After(check, lease.Attempts, retryAfter), reason != PendingReason.RegisterBusy);

    private static Looked Compare(AskedPerson asked, RunItem item, CheckResult result)
    {
        if (DriftFinding.Of(result.Decision) is not { } finding)
            return new Looked(ItemState.Unchanged, []);
        return new Looked(
            ItemState.Finding,
            [.. result.Decision.Reasons.Select(reason => reason.ToString())],
            finding,
            asked.Basis,
            result.Registered is { } shown ? asked.Citizen.Seal(ShownColumn, item.Id, shown) : null);
    }

    private async Task<AskedPerson?> ReadAsync(Run run, RunItem item, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        if (await citizens.FindSealedAsync(connection, item.Target, cancellationToken) is not { } identity
            || await citizens.FindAsync(connection, item.Target, cancellationToken) is not var (person, _)
            || !PersonalNumber.TryParse(person.Number, out var number))
            return null;
        return new AskedPerson(
            person,
            SHA256.HashData(identity),
            await subjects.OpenAsync(connection, item.Target, cancellationToken),
            (await numbers.SubjectOfAsync(connection, number, cancellationToken)).SubjectId,
            await officers.ReadAsync(connection, run.OfficerId, cancellationToken));
    }

    private sealed record AskedPerson(SealedPerson Person, byte[] Basis, SubjectKey Citizen, Guid NumberId, OfficerId Officer)
    {
        public override string ToString() => "AskedPerson(*)";
    }
}
