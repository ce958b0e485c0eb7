using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Profiles;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.Duplicates;

/// <summary>Citizens who may be one person. All it ever does is ask people; that two are one, two of them have to say.</summary>
internal sealed class Duplicates(
    Database database,
    DuplicateLook look,
    MergeAsker asker,
    CitizenStore citizens,
    ProfileStore profiles,
    ChangeStore changes) : IRunKind
{
    public RunKind Kind => RunKind.Duplicates;

    public bool AsksRegister => false;

    public async Task<Selected> SelectAsync(NpgsqlConnection connection, Run run, int limit, CancellationToken cancellationToken)
    {
        if (run.Selection.Accounts is { } accounts)
            return Whole(await profiles.CitizensOfAsync(connection, [.. accounts], cancellationToken));
        if (run.Selection.Sample is { } sample)
            return Whole(await profiles.DrawCitizensAsync(connection, run.CreatedAt, run.Id, sample, cancellationToken));
        var page = await citizens.ListAsync(connection, run.PlannedTo, limit, cancellationToken);
        return Whole(page) with { IsLast = page.Count < limit, Mark = page is [.., var last] ? last : run.PlannedTo };
    }

    public async Task<LookResult> LookAsync(Run run, PurposeOptions purpose, RunItem item, Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return new LookResult.Ended(await look.AtAsync(connection, item.Target, IsOfAll(run), cancellationToken));
    }

    public async Task<LeftReason?> ApplyAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        var now = await look.AtAsync(connection, item.Target, IsOfAll(run), cancellationToken);
        if (!now.Basis.AsSpan().SequenceEqual(item.Basis))
            return LeftReason.Changed;
        if (await asker.AskAsync(connection, actor, item.Target, item.OtherId!.Value, now.Reasons[0], cancellationToken) is not { } merge)
            return LeftReason.AlreadySo;
        await changes.AddAsync(connection, new RunChange(Guid.CreateVersion7(), run.Id, item.Id, RunEffect.Propose, merge.Id), cancellationToken);
        return null;
    }

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, Run run, RunChange change, CancellationToken cancellationToken) =>
        asker.WithdrawAsync(connection, actor, change.Target, cancellationToken);

    public async Task<ShownFinding> ShowAsync(NpgsqlConnection connection, RunItem item, CancellationToken cancellationToken) =>
        new(item, await MaskedAsync(connection, item.Target, cancellationToken), await MaskedAsync(connection, item.OtherId!.Value, cancellationToken));

    private async Task<MaskedPerson?> MaskedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await citizens.FindAsync(connection, id, cancellationToken) is var (person, _) ? MaskedPerson.Of(person) : null;

    private static bool IsOfAll(Run run) => run.Selection is { Accounts: null, Sample: null };

    private static Selected Whole(List<Guid> page) =>
        new([.. page.Select(citizen => new RunTarget(citizen, TargetKind.Citizen, citizen))], IsLast: true);
}
