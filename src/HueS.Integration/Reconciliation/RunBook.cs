using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Linking;
using HueS.Integration.Review;
using HueS.Integration.Reconciliation.Reporting;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Records;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>A page of runs, newest first, and the one to go on from.</summary>
internal sealed record RunPage(IReadOnlyList<Run> Runs, Guid? Next);

/// <summary>A person as a list of findings shows them: enough to tell a slip from another person, not enough to find anybody.</summary>
internal sealed record MaskedPerson(string? Number, string Name, string BirthDate)
{
    public static MaskedPerson Of(SealedPerson person) =>
        new(person.Number is { } number ? Masked.Number(number) : null, Masked.Name(person.Name), Masked.BirthDate(person.BirthDate));

    /// <summary>What a record says of its holder, of whom anything may be missing.</summary>
    public static MaskedPerson Of(HolderClaim holder) => new(
        holder.Number is { } number ? Masked.Number(number.Digits) : null,
        holder.Name is { } name ? Masked.Name(name.Text) : "",
        holder.BirthDate is { } birthDate ? Masked.BirthDate(birthDate.ToIso()) : "");

    public override string ToString() => "MaskedPerson(*)";
}

/// <param name="Kept">As kept by us; absent where nobody can open it any more.</param>
/// <param name="Shown">As the register, or whatever else it was compared with, shows them, where it was kept.</param>
/// <param name="About">The record it is about: its system and its id there.</param>
internal sealed record ShownFinding(RunItem Item, MaskedPerson? Kept, MaskedPerson? Shown, string? About = null);

/// <summary>
/// Shows runs to whoever may see what the register says for their purpose, in full detail; to others there are none. Every
/// look is durable in the trail before anything of it leaves.
/// </summary>
internal sealed class RunBook(
    Database database,
    RunStore runs,
    RunItemStore items,
    RunReporter reporter,
    RunKinds kinds,
    AccessPolicy access,
    RunTrail trail)
{
    /// <summary>
    /// Whether the client may make and see runs of a kind for a purpose: only one that shows data can tell what has changed. What is
    /// not about the register is about links, so that the purpose under which machines link has to be granted too.
    /// </summary>
    public bool IsLicensed(string clientId, string purpose, RunKind kind) =>
        IsLicensed(clientId, purpose) && KindsOf(clientId).Contains(kind);

    /// <summary>The purposes for which the client may make runs of some kind.</summary>
    public string[] PurposesOf(string clientId) => [.. access.PurposesOf(clientId).Where(purpose => IsLicensed(clientId, purpose))];

    public IReadOnlyCollection<RunKind> KindsOf(string clientId) =>
        access.For(clientId, RecordLinker.Purpose) is { Detail: Detail.Grades } ? Enum.GetValues<RunKind>() : [RunKind.RegisterDrift];

    private bool IsLicensed(string clientId, string purpose) =>
        access.For(clientId, purpose) is { Detail: Detail.Grades, Purpose.Check: CheckKind.LookUp };

    public async Task<Run?> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await FindAsync(connection, actor, id, cancellationToken);
    }

    public async Task<RunPage> ListAsync(Actor actor, Guid? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        var found = await runs.ListAsync(connection, PurposesOf(actor.ClientId), KindsOf(actor.ClientId), before, limit + 1, cancellationToken);
        return new RunPage([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null);
    }

    /// <summary>Findings from a place on, masked.</summary>
    public Task<IReadOnlyList<ShownFinding>?> ListFindingsAsync(
        Actor actor,
        Guid id,
        FindingCategory? category,
        Guid? after,
        int limit,
        CancellationToken cancellationToken) =>
        database.TransactAsync<IReadOnlyList<ShownFinding>?>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await FindAsync(connection, actor, id, token) is not { } run)
                    return null;
                var shown = new List<ShownFinding>();
                foreach (var item in await items.ListFindingsAsync(connection, id, category, after, limit, token))
                    shown.Add(await kinds.Of(item).ShowAsync(connection, item, token));
                await trail.DiscloseAsync(connection, actor, run, $"findings {shown.Count}", token);
                await RunTrail.DiscloseAsync(connection, actor, run, [.. shown.Select(finding => finding.Item)], token);
                return shown;
            },
            cancellationToken);

    public Task<RunOutcome?> ReportAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await FindAsync(connection, actor, id, token) is not { } run)
                    return null;
                await trail.DiscloseAsync(connection, actor, run, "report", token);
                return await reporter.ReadAsync(connection, run, token);
            },
            cancellationToken);

    private async Task<Run?> FindAsync(NpgsqlConnection connection, Actor actor, Guid id, CancellationToken cancellationToken) =>
        await runs.FindAsync(connection, id, cancellationToken) is { } run && IsLicensed(actor.ClientId, run.Purpose, run.Kind) ? run : null;
}
