using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>
/// Accounts whose citizen is in doubt. That an account passes to another citizen needs two people: it shows that citizen's
/// records to whoever has the account.
/// </summary>
internal sealed class ProfileReview(
    ProfileStore profiles,
    CitizenStore citizens,
    NumberHistory history,
    MergeStore merges,
    MergeReview mergeReview,
    CitizenMerger merger,
    VerificationStore verifications,
    SubjectStore subjects,
    CitizenNews news,
    Trail trail,
    EventStore events) : IReviewed
{
    /// <summary>The account is bound to one citizen, and was verified as another. The name is stored.</summary>
    public const string VerifiedAsTwoPeople = "AccountVerifiedAsTwoPeople";

    /// <summary>The register ties the citizen's number to another citizen's. The name is stored.</summary>
    public const string NumbersOfTwoCitizens = "NumbersOfTwoCitizens";

    public static readonly IReadOnlyList<string> Reasons = [VerifiedAsTwoPeople, NumbersOfTwoCitizens];

    public ReviewSubject Subject => ReviewSubject.Profile;

    public IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons) =>
        reasons.Contains(VerifiedAsTwoPeople)
            ? [new Offer(Verdict.Keep), new Offer(Verdict.Rebind, NeedsSecond: true)]
            : [new Offer(Verdict.Keep), new Offer(Verdict.Merge, NeedsSecond: true)];

    public async Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var profile = await ReadAsync(connection, task, cancellationToken);
        if (await TwinOfAsync(connection, task, profile, cancellationToken) is { } merge)
            return new ReviewTarget(profile.CitizenId, await mergeReview.BasisAsync(connection, merge, cancellationToken), OffersFor(task.Reasons));

        var isUsable = await VerifiedAsync(connection, task, cancellationToken) is not null;
        return new ReviewTarget(
            profile.CitizenId,
            $"{profile.Version} {task.Related}",
            [.. OffersFor(task.Reasons).Where(offer => offer.Verdict == Verdict.Keep || (offer.Verdict == Verdict.Rebind && isUsable))]);
    }

    public async Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var profile = await ReadAsync(connection, task, cancellationToken);
        var bound = Shown(await citizens.ReadAsync(connection, profile.CitizenId, cancellationToken)) with
        {
            Phone = await profiles.ReadPhoneAsync(connection, profile, cancellationToken),
        };
        if (await TwinOfAsync(connection, task, profile, cancellationToken) is { } merge)
        {
            var other = merge.OtherOf(profile.CitizenId);
            return new Sides(SideOrigin.Citizen, bound, SideOrigin.OtherCitizen, Shown(await citizens.ReadAsync(connection, other, cancellationToken)))
            {
                AlsoShown = [other],
            };
        }

        return await VerifiedAsync(connection, task, cancellationToken) is var (verification, verified)
            ? new Sides(SideOrigin.Citizen, bound, SideOrigin.Verification, Shown(verified)) { AlsoShown = [verification.SubjectId] }
            : new Sides(SideOrigin.Citizen, bound, SideOrigin.Verification, new ShownPerson());
    }

    public async Task<bool> CarryOutAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Choice choice,
        CancellationToken cancellationToken)
    {
        var profile = await ReadAsync(connection, task, cancellationToken);
        return choice.Verdict switch
        {
            Verdict.Keep => await KeepAsync(connection, actor, task, profile, cancellationToken),
            Verdict.Rebind => await RebindAsync(connection, actor, task, profile, cancellationToken),
            Verdict.Merge => await MergeAsync(connection, actor, task, profile, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
    }

    private async Task<bool> KeepAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Profile profile,
        CancellationToken cancellationToken)
    {
        if (task.Reasons.Contains(NumbersOfTwoCitizens))
            await KeepApartAsync(connection, actor, profile, cancellationToken);
        await RecordAsync(connection, actor, AuditAction.ProfileKept, profile, cancellationToken);
        await events.AppendAsync(connection, EventKind.ProfileKept, task.ClientId, profile.Id, cancellationToken);
        return true;
    }

    /// <summary>That the account stays says that the citizen is none of those whose numbers the register ties to theirs: the same doubt does not come back.</summary>
    private async Task KeepApartAsync(NpgsqlConnection connection, Actor actor, Profile profile, CancellationToken cancellationToken)
    {
        var apart = await merges.ListApartAsync(connection, profile.CitizenId, cancellationToken);
        foreach (var other in (await history.TiedToAsync(connection, profile.CitizenId, cancellationToken)).Except(apart))
        {
            var id = Guid.CreateVersion7();
            await merges.KeepApartAsync(connection, id, profile.CitizenId, other, cancellationToken);
            foreach (var citizen in (Guid[])[profile.CitizenId, other])
            {
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.CitizenKeptApart, actor, SubjectId: citizen, Target: id.ToString(), Note: "review"),
                    cancellationToken);
            }
        }
    }

    private async Task<bool> RebindAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Profile profile,
        CancellationToken cancellationToken)
    {
        if (await VerifiedAsync(connection, task, cancellationToken) is not var (verification, person))
            return false;
        var holder = await history.HolderOfAsync(connection, person, cancellationToken);
        var citizen = await history.KeepAsync(connection, holder, person, verification, cancellationToken);
        if (await profiles.MoveAsync(connection, profile, citizen, verification.Id, cancellationToken) is not { } moved)
            return false;
        await RecordAsync(connection, actor, AuditAction.ProfileBound, moved, cancellationToken);
        // The one before has an account less, and with it a phone.
        foreach (var id in ((Guid[])[profile.CitizenId, moved.CitizenId]).Order())
            await news.TellAsync(connection, id, cancellationToken);
        await events.AppendAsync(connection, EventKind.ProfileBound, task.ClientId, moved.Id, cancellationToken);
        return true;
    }

    private async Task<bool> MergeAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Profile profile,
        CancellationToken cancellationToken) =>
        await TwinOfAsync(connection, task, profile, cancellationToken) is { SurvivorId: var survivor, MergedId: var merged }
        && await merges.AddAsync(connection, Guid.CreateVersion7(), survivor, merged, cancellationToken) is { } merge
        && await merger.MergeAsync(connection, actor, merge, cancellationToken);

    /// <summary>
    /// The citizen whose number the register ties to this one's, where it is one alone, as a merge nobody keeps yet. Whoever was
    /// known first goes on: more places know them.
    /// </summary>
    private async Task<Merge?> TwinOfAsync(NpgsqlConnection connection, ReviewTask task, Profile profile, CancellationToken cancellationToken)
    {
        if (!task.Reasons.Contains(NumbersOfTwoCitizens) || await history.TiedToAsync(connection, profile.CitizenId, cancellationToken) is not [var other])
            return null;
        var (mine, theirs) = (
            await citizens.StandingAsync(connection, profile.CitizenId, cancellationToken),
            await citizens.StandingAsync(connection, other, cancellationToken));
        var (survivor, merged) = mine!.Value.Since <= theirs!.Value.Since ? (profile.CitizenId, other) : (other, profile.CitizenId);
        return new Merge(Guid.Empty, survivor, merged, MergeState.Proposed, task.WaitingSince);
    }

    /// <summary>Who the account was verified as, where that still counts.</summary>
    private async Task<(VerificationCase Verification, SealedPerson Person)?> VerifiedAsync(
        NpgsqlConnection connection,
        ReviewTask task,
        CancellationToken cancellationToken)
    {
        if (task.Related is not { } id
            || await verifications.FindAsync(connection, id, cancellationToken) is not { Settlement.Decision.Outcome: Outcome.Verified } found)
            return null;
        var subject = await subjects.OpenAsync(connection, found.SubjectId, cancellationToken);
        return await verifications.OpenRegisteredAsync(connection, subject, id, cancellationToken) is { } person ? (found, person) : null;
    }

    private Task RecordAsync(NpgsqlConnection connection, Actor actor, string action, Profile profile, CancellationToken cancellationToken) =>
        trail.WriteAsync(
            connection,
            new AuditEntry(action, actor, SubjectId: profile.CitizenId, Target: profile.Id.ToString(), Note: "review"),
            cancellationToken);

    private async Task<Profile> ReadAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken) =>
        await profiles.FindAsync(connection, task.Target, cancellationToken)
        ?? throw new InvalidOperationException($"There is no profile {task.Target}.");

    private static ShownPerson Shown(SealedPerson person) => new(person.Number, person.OldCard, person.Name, person.BirthDate, person.Sex);
}
