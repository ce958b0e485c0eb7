using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Linking.Records;
using HueS.Integration.Profiles;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.RecordLinks;

/// <summary>Records whose links are not as the rules and what is known now would have them. It reads our tables and asks nobody.</summary>
internal sealed class RecordLinks(
    Database database,
    RecordStore records,
    RecordLook look,
    RecordEffects effects,
    CitizenStore citizens,
    RecordBook book) : IRunKind
{
    public RunKind Kind => RunKind.RecordLinks;

    public bool AsksRegister => false;

    public async Task<Selected> SelectAsync(NpgsqlConnection connection, Run run, int limit, CancellationToken cancellationToken)
    {
        var (system, since) = (run.Selection.System, run.Selection.Since);
        if (run.Selection.RecordIds is { } ids)
            return Whole((await records.IdsOfAsync(connection, system!, [.. ids], cancellationToken))
                // What we do not know is selected all the same, so that the run says that it was left out.
                .Select(id => id ?? Guid.CreateVersion7()));
        if (run.Selection.Sample is { } sample)
            return Whole(await records.DrawAsync(connection, system, since, run.Id, sample, cancellationToken));
        var page = await records.ListAsync(connection, system, since, run.PlannedTo, limit, cancellationToken);
        return Whole(page) with { IsLast = page.Count < limit, Mark = page is [.., var last] ? last : run.PlannedTo };
    }

    public async Task<LookResult> LookAsync(Run run, PurposeOptions purpose, RunItem item, Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return await look.AtAsync(connection, item.Target, cancellationToken);
    }

    public Task<LeftReason?> ApplyAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken) =>
        effects.ApplyAsync(connection, actor, run, item, cancellationToken);

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, Run run, RunChange change, CancellationToken cancellationToken) =>
        effects.TakeBackAsync(connection, actor, change, cancellationToken);

    public async Task<ShownFinding> ShowAsync(NpgsqlConnection connection, RunItem item, CancellationToken cancellationToken)
    {
        var kept = item.CitizenId is { } citizen && await citizens.FindAsync(connection, citizen, cancellationToken) is var (person, _)
            ? MaskedPerson.Of(person)
            : null;
        if (await records.FindAsync(connection, item.Target, cancellationToken) is not { } record)
            return new ShownFinding(item, kept, null);
        var holder = await book.OpenHolderAsync(connection, record.Id, cancellationToken);
        return new ShownFinding(item, kept, holder is null ? null : MaskedPerson.Of(holder), $"{record.System}/{record.RecordId}");
    }

    private static Selected Whole(IEnumerable<Guid> ids) =>
        new([.. ids.Select(id => new RunTarget(id, TargetKind.Record))], IsLast: true);
}
