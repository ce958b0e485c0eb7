using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Linking;
using HueS.Integration.Profiles;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.Consistency;

/// <summary>Our own tables against each other and against the trail. Of one thing the weightiest breach is shown; mended, the next run shows the next.</summary>
internal sealed class Consistency(
    Database database,
    IEnumerable<IConsistencyCheck> checks,
    ProfileStore profiles,
    LinkStore links,
    CitizenStore citizens,
    ChangeStore changes,
    Trail trail) : IRunKind
{
    private readonly IConsistencyCheck[] _checks = [.. checks];

    public RunKind Kind => RunKind.Consistency;

    public bool AsksRegister => false;

    public async Task<Selected> SelectAsync(NpgsqlConnection connection, Run run, int limit, CancellationToken cancellationToken)
    {
        if (run.Selection.Accounts is { } accounts)
            return await SelectAsync(connection, [.. accounts], cancellationToken);
        var check = _checks[run.PlannedPart];
        var page = await check.ListAsync(connection, run.Selection.System, run.PlannedTo, limit, cancellationToken);
        RunTarget[] targets = [.. page.Select(id => new RunTarget(id, check.About))];
        if (page.Count == limit)
            return new Selected(targets, IsLast: false, run.PlannedPart, page[^1]);
        var isLast = run.PlannedPart == _checks.Length - 1;
        return new Selected(targets, isLast, isLast ? run.PlannedPart : run.PlannedPart + 1);
    }

    public async Task<LookResult> LookAsync(Run run, PurposeOptions purpose, RunItem item, Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return new LookResult.Ended(await LookAsync(connection, item, cancellationToken));
    }

    public async Task<LeftReason?> ApplyAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        if (item.Effect == RunEffect.ListOnly)
            return LeftReason.ForAPerson;
        // Looked at again: only what was shown is mended, and only where it is so still.
        if (!(await LookAsync(connection, item, cancellationToken)).Basis.AsSpan().SequenceEqual(item.Basis))
            return LeftReason.Changed;
        if (await CheckOf(item.About).RepairAsync(connection, actor, run, item, cancellationToken) is not { } repair)
            return LeftReason.Changed;
        await changes.AddAsync(
            connection,
            new RunChange(
                Guid.CreateVersion7(), run.Id, item.Id, item.Effect!.Value, item.Target, repair.Before, repair.After, repair.Added),
            cancellationToken);
        await trail.WriteAsync(connection, Entry(actor, run, item.CitizenId, AuditAction.Repaired, item.Category.ToString()!), cancellationToken);
        return null;
    }

    public async Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, Run run, RunChange change, CancellationToken cancellationToken)
    {
        if (!await CheckOf(AboutOf(change.Effect)).TakeBackAsync(connection, actor, change, cancellationToken))
            return false;
        await trail.WriteAsync(connection, Entry(actor, run, null, AuditAction.RepairUndone, change.Effect.ToString()), cancellationToken);
        return true;
    }

    public async Task<ShownFinding> ShowAsync(NpgsqlConnection connection, RunItem item, CancellationToken cancellationToken)
    {
        var isKnown = item is { CitizenId: not null, Category: not FindingCategory.LinkOfErased };
        var kept = isKnown && await citizens.FindAsync(connection, item.CitizenId!.Value, cancellationToken) is var (person, _)
            ? MaskedPerson.Of(person)
            : null;
        return new ShownFinding(item, kept, null, await CheckOf(item.About).NameAsync(connection, item.Target, cancellationToken));
    }

    private async Task<Selected> SelectAsync(NpgsqlConnection connection, string[] accounts, CancellationToken cancellationToken)
    {
        var named = await profiles.CitizensOfAsync(connection, accounts, cancellationToken);
        var theirs = await links.IdsOfCitizensAsync(connection, [.. named], cancellationToken);
        return new Selected(
            [.. named.Select(id => new RunTarget(id, TargetKind.Citizen, id)), .. theirs.Select(id => new RunTarget(id, TargetKind.Link))],
            IsLast: true);
    }

    private async Task<Looked> LookAsync(NpgsqlConnection connection, RunItem item, CancellationToken cancellationToken)
    {
        var looked = await CheckOf(item.About).LookAsync(connection, item.Target, cancellationToken);
        return looked.Finding is null
            ? looked
            : looked with { Basis = SHA256.HashData(Encoding.UTF8.GetBytes($"{looked.Finding}|{looked.CitizenId}|{string.Join(' ', looked.Reasons)}")) };
    }

    private IConsistencyCheck CheckOf(TargetKind about) => Array.Find(_checks, check => check.About == about)!;

    private static TargetKind AboutOf(RunEffect effect) => effect switch
    {
        RunEffect.OpenTask => TargetKind.Link,
        RunEffect.PlaceRecord => TargetKind.Record,
        RunEffect.BeginHistory or RunEffect.WriteKeys => TargetKind.Citizen,
        RunEffect.WithdrawTask => TargetKind.Task,
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    private static AuditEntry Entry(Actor actor, Run run, Guid? citizenId, string action, string note) =>
        new(action, actor, run.Purpose, run.CaseReference, citizenId, run.Id.ToString(), note);
}
