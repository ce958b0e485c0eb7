using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Review;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>Two citizens who may be one person. That they are takes two people to say, for each then sees what was the other's.</summary>
internal sealed class MergeReview(
    MergeStore merges,
    CitizenMerger merger,
    CitizenStore citizens,
    NumberHistory history,
    ProfileStore profiles,
    Trail trail,
    EventStore events) : IReviewed
{
    /// <summary>Somebody holds that the two are one person. The name is stored.</summary>
    public const string HeldToBeOne = "HeldToBeOne";

    /// <summary>The register itself replaced a number of one by a number of the other. The name is stored, as are the next two.</summary>
    public const string NumbersTied = "NumbersTied";

    public const string SameNameAndPhone = "SameNameAndPhone";

    public const string SameNameAndBirthDate = "SameNameAndBirthDate";

    public static readonly IReadOnlyList<string> Reasons = [HeldToBeOne, NumbersTied, SameNameAndPhone, SameNameAndBirthDate];

    public ReviewSubject Subject => ReviewSubject.Citizen;

    public IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons) =>
        [new Offer(Verdict.Merge, NeedsSecond: true), new Offer(Verdict.KeepApart)];

    public async Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var merge = await ReadAsync(connection, task, cancellationToken);
        return new ReviewTarget(merge.SurvivorId, await BasisAsync(connection, merge, cancellationToken), OffersFor(task.Reasons));
    }

    public async Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var merge = await ReadAsync(connection, task, cancellationToken);
        return new Sides(
            SideOrigin.Citizen,
            Shown(await citizens.ReadAsync(connection, merge.SurvivorId, cancellationToken)),
            SideOrigin.OtherCitizen,
            Shown(await citizens.ReadAsync(connection, merge.MergedId, cancellationToken)))
        {
            AlsoShown = [merge.MergedId],
        };
    }

    public async Task<bool> CarryOutAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Choice choice,
        CancellationToken cancellationToken)
    {
        var merge = await ReadAsync(connection, task, cancellationToken);
        var (isDone, kind) = choice.Verdict switch
        {
            Verdict.Merge => (await merger.MergeAsync(connection, actor, merge, cancellationToken), EventKind.CitizenMerged),
            Verdict.KeepApart => (await KeepApartAsync(connection, actor, merge, cancellationToken), EventKind.CitizenKeptApart),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
        // Whoever agreed is told already; the client whose officer held that they are one is told too.
        if (isDone && task.ClientId != actor.ClientId)
            await events.AppendAsync(connection, kind, task.ClientId, merge.Id, cancellationToken);
        return isDone;
    }

    /// <summary>What a decision about two citizens stands on: who is which, and every account of either as it is.</summary>
    public async Task<string> BasisAsync(NpgsqlConnection connection, Merge merge, CancellationToken cancellationToken)
    {
        var basis = new StringBuilder();
        foreach (var id in merge.Both)
        {
            basis.Append(id).Append((await citizens.StandingAsync(connection, id, cancellationToken))?.MergedInto);
            foreach (var profile in await profiles.ListAsync(connection, id, cancellationToken))
                basis.Append(profile.Id).Append(profile.Version);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(basis.ToString())));
    }

    private async Task<bool> KeepApartAsync(NpgsqlConnection connection, Actor actor, Merge merge, CancellationToken cancellationToken)
    {
        await merges.KeptApartAsync(connection, merge.Id, await history.AreTiedAsync(connection, merge, cancellationToken), cancellationToken);
        foreach (var citizen in merge.Both)
        {
            await trail.WriteAsync(
                connection,
                new AuditEntry(AuditAction.CitizenKeptApart, actor, SubjectId: citizen, Target: merge.Id.ToString(), Note: "review"),
                cancellationToken);
        }

        await events.AppendAsync(connection, EventKind.CitizenKeptApart, actor.ClientId, merge.Id, cancellationToken);
        return true;
    }

    private async Task<Merge> ReadAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken) =>
        await merges.FindAsync(connection, task.Target, cancellationToken)
        ?? throw new InvalidOperationException($"There is no merge {task.Target}.");

    private static ShownPerson Shown(SealedPerson person) => new(person.Number, person.OldCard, person.Name, person.BirthDate, person.Sex);
}
