using System.Security.Cryptography;
using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Linking;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Reconciliation.Drift;

/// <summary>Applies one finding with the verbs of the rooms, in the caller's transaction, and writes into the journal what stood there before.</summary>
internal sealed class DriftEffects(
    CitizenStore citizens,
    SubjectStore subjects,
    OfficerStore officers,
    DoubtKeeper doubts,
    NumberRecorder numbers,
    HoldStore holds,
    ChangeStore changes,
    Trail trail)
{
    /// <returns>Why it was left alone; <c>null</c>: it was applied.</returns>
    public async Task<LeftReason?> ApplyAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        if (await citizens.FindSealedAsync(connection, item.Target, cancellationToken) is not { } identity
            || !SHA256.HashData(identity).AsSpan().SequenceEqual(item.Basis))
            return LeftReason.Changed;
        return item.Effect switch
        {
            RunEffect.Propose => await ProposeAsync(connection, actor, run, item, cancellationToken),
            RunEffect.HoldLinks => await HoldAsync(connection, actor, run, item, cancellationToken),
            RunEffect.RecordNumber => await numbers.RecordAsync(connection, actor, run, item, identity, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown effect {item.Effect}."),
        };
    }

    /// <summary>The question of the dry run becomes a check that was left to a person: its id is the one the intents name.</summary>
    private async Task<LeftReason?> ProposeAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        var citizen = await subjects.OpenAsync(connection, item.Target, cancellationToken);
        await doubts.KeepAsync(
            connection,
            actor,
            new Doubt(
                item.Id,
                run.ClientId,
                run.Purpose,
                run.CaseReference,
                await officers.ReadAsync(connection, run.OfficerId, cancellationToken),
                await citizens.ReadAsync(connection, item.Target, cancellationToken),
                item.Shown is { } shown ? citizen.Open<SealedPerson>(RegisterLook.ShownColumn, item.Id, shown) : null,
                [.. item.Reasons.Select(Enum.Parse<Reason>)]),
            cancellationToken);
        await changes.AddAsync(connection, new RunChange(Guid.CreateVersion7(), run.Id, item.Id, RunEffect.Propose, item.Id), cancellationToken);
        return null;
    }

    private async Task<LeftReason?> HoldAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        await subjects.HoldAsync(connection, [item.Target], cancellationToken);
        // A protection by law is another reason, and ends by itself.
        if ((await holds.AmongAsync(connection, [item.Target], cancellationToken)).GetValueOrDefault(item.Target).HasFlag(LinkingHold.Frozen))
            return LeftReason.AlreadySo;
        await holds.AddAsync(connection, item.Target, LinkingHold.Frozen, cancellationToken);
        await trail.WriteAsync(connection, Entry(actor, run, item, AuditAction.LinkingHeld, $"{LinkingHold.Frozen} {item.Category}"), cancellationToken);
        await changes.AddAsync(connection, new RunChange(Guid.CreateVersion7(), run.Id, item.Id, RunEffect.HoldLinks, item.Target), cancellationToken);
        return null;
    }

    internal static AuditEntry Entry(Actor actor, Run run, RunItem item, string action, string note) =>
        new(action, actor, run.Purpose, run.CaseReference, item.Target, run.Id.ToString(), note);
}
