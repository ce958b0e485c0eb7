using HueS.Integration.Audit;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Protection;
using HueS.Integration.Storage;

namespace HueS.Integration.Profiles;

/// <summary>A citizen, without anything that says who they are.</summary>
internal sealed record Citizen(
    Guid Id,
    DateTimeOffset Since,
    IReadOnlyList<Profile> Accounts,
    IReadOnlyList<MergeAccount> Merges);

/// <summary>What a citizen's id leads to. An id never leads to anybody else, and never dies.</summary>
internal abstract record CitizenResult
{
    private CitizenResult()
    {
    }

    public sealed record Found(Citizen Citizen) : CitizenResult;

    /// <param name="SurvivorId">Who they are by now, over however many merges.</param>
    public sealed record MergedInto(Guid SurvivorId) : CitizenResult;

    /// <summary>There was such a citizen, and nothing of them opens any more.</summary>
    public sealed record Withdrawn : CitizenResult;

    public sealed record NotFound : CitizenResult;
}

/// <summary>Shows citizens by their ids; every look goes into the trail.</summary>
internal sealed class CitizenBook(
    Database database,
    CitizenStore citizens,
    ProfileStore profiles,
    MergeStore merges,
    SubjectStore subjects,
    Trail trail)
{
    public Task<CitizenResult> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.TransactAsync<CitizenResult>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await citizens.StandingAsync(connection, id, token) is not var (since, mergedInto))
                    return new CitizenResult.NotFound();

                CitizenResult result =
                    mergedInto is not null ? new CitizenResult.MergedInto(await citizens.SurvivorOfAsync(connection, id, token))
                    : await subjects.IsErasedAsync(connection, id, token) ? new CitizenResult.Withdrawn()
                    : new CitizenResult.Found(new Citizen(
                        id,
                        since,
                        await profiles.ListAsync(connection, id, token),
                        await merges.ListAsync(connection, id, token)));
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.CitizenDisclosed, actor, SubjectId: id, Note: result.GetType().Name),
                    token);
                return result;
            },
            cancellationToken);
}
