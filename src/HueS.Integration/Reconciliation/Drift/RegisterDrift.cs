using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Reconciliation.Drift;

/// <summary>Verified people about whom the register says something else by now.</summary>
internal sealed class RegisterDrift(
    ProfileStore profiles,
    RegisterLook look,
    DriftEffects effects,
    DriftUndoing undoing,
    CitizenStore citizens,
    SubjectStore subjects) : IRunKind
{
    public RunKind Kind => RunKind.RegisterDrift;

    public bool AsksRegister => true;

    public async Task<Selected> SelectAsync(NpgsqlConnection connection, Run run, int limit, CancellationToken cancellationToken)
    {
        var lookedBefore = run.CreatedAt.AddDays(-run.Selection.OlderThanDays);
        var page = run.Selection switch
        {
            { Accounts: { } accounts } => await profiles.CitizensOfAsync(connection, [.. accounts], cancellationToken),
            { Sample: { } sample } => await profiles.DrawCitizensAsync(connection, lookedBefore, run.Id, sample, cancellationToken),
            _ => await profiles.ListCitizensAsync(connection, lookedBefore, run.PlannedTo, limit, cancellationToken),
        };
        return new Selected(
            [.. page.Select(citizen => new RunTarget(citizen, TargetKind.Citizen, citizen))],
            IsLast: run.Selection is not { Accounts: null, Sample: null } || page.Count < limit,
            Mark: page is [.., var last] ? last : run.PlannedTo,
            // Whoever is named is looked at however lately somebody looked.
            LookedBefore: run.Selection.Accounts is null ? lookedBefore : null);
    }

    public Task<LookResult> LookAsync(Run run, PurposeOptions purpose, RunItem item, Lease lease, CancellationToken cancellationToken) =>
        look.AtAsync(run, purpose, item, lease, cancellationToken);

    public Task<LeftReason?> ApplyAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken) =>
        effects.ApplyAsync(connection, actor, run, item, cancellationToken);

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, Run run, RunChange change, CancellationToken cancellationToken) =>
        undoing.TakeBackAsync(connection, actor, run, change, cancellationToken);

    public async Task<ShownFinding> ShowAsync(NpgsqlConnection connection, RunItem item, CancellationToken cancellationToken)
    {
        if (await citizens.FindAsync(connection, item.Target, cancellationToken) is not var (person, _))
            return new ShownFinding(item, null, null);
        var citizen = await subjects.OpenAsync(connection, item.Target, cancellationToken);
        return new ShownFinding(
            item,
            MaskedPerson.Of(person),
            item.Shown is { } shown ? MaskedPerson.Of(citizen.Open<SealedPerson>(RegisterLook.ShownColumn, item.Id, shown)) : null);
    }
}
