using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>Binds accounts to the citizens they were verified as.</summary>
internal sealed class ProfileBook(
    Database database,
    ProfileStore profiles,
    NumberHistory history,
    VerificationStore verifications,
    SubjectStore subjects,
    ReviewStore reviews,
    CitizenNews news,
    Trail trail,
    EventStore events,
    EvenTime evenTime)
{
    /// <param name="expectedVersion">The version the caller read, where it insists on nothing having changed since.</param>
    public Task<BindResult> BindAccountAsync(
        Actor actor,
        string accountId,
        Guid verificationId,
        string? phone,
        int? expectedVersion,
        CancellationToken cancellationToken) =>
        database.TransactAsync<BindResult>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await ReadVerifiedAsync(connection, actor, verificationId, token) is not var (verification, person))
                    return new BindResult.VerificationNotUsable();

                var holder = await history.HolderOfAsync(connection, person, token);
                var known = await profiles.LockAsync(connection, accountId, token);
                if (known is null && expectedVersion is null)
                {
                    var citizen = await history.KeepAsync(connection, holder, person, verification, token);
                    if (await profiles.AddAsync(connection, accountId, citizen, verificationId, phone, token) is { } added)
                    {
                        await RecordBoundAsync(connection, actor, added, holder, verification, token);
                        return new BindResult.Bound(added, Created: true);
                    }

                    // Somebody bound the account between our look and our insert.
                    known = await profiles.LockAsync(connection, accountId, token);
                }

                return known is null || (expectedVersion is { } expected && expected != known.Version)
                    ? new BindResult.Stale()
                    : await RebindAsync(connection, actor, known, holder, person, verification, phone, token);
            },
            cancellationToken);

    /// <summary>The profile of an account; the look goes into the trail.</summary>
    public Task<Profile?> ReadAsync(Actor actor, string accountId, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var profile = await profiles.FindAsync(connection, accountId, token);
                if (profile is not null)
                {
                    await trail.WriteAsync(
                        connection,
                        new AuditEntry(AuditAction.ProfileDisclosed, actor, SubjectId: profile.CitizenId, Target: profile.Id.ToString()),
                        token);
                }

                return profile;
            },
            cancellationToken);

    private async Task<BindResult> RebindAsync(
        NpgsqlConnection connection,
        Actor actor,
        Profile known,
        Holder holder,
        SealedPerson person,
        VerificationCase verification,
        string? phone,
        CancellationToken cancellationToken)
    {
        if (known.CitizenId != holder.CitizenId)
        {
            await RecordAsync(connection, actor, AuditAction.ProfileRefused, known, verification, cancellationToken);
            await reviews.OpenAsync(
                connection,
                ReviewSubject.Profile,
                known.Id,
                verification.Id,
                actor.ClientId,
                [ProfileReview.VerifiedAsTwoPeople],
                verification.CreatedAt,
                cancellationToken);
            return new BindResult.BoundElsewhere();
        }

        // The same request again, after a lost answer, is not a change.
        if (known.VerificationId == verification.Id && phone is null)
        {
            await RecordAsync(connection, actor, AuditAction.ProfileDisclosed, known, verification, cancellationToken);
            return new BindResult.Bound(known, Created: false);
        }

        var citizen = await history.KeepAsync(connection, holder, person, verification, cancellationToken);
        var renewed = await profiles.RenewAsync(connection, known, citizen, verification.Id, phone, cancellationToken);
        await RecordBoundAsync(connection, actor, renewed, holder, verification, cancellationToken);
        return new BindResult.Bound(renewed, Created: false);
    }

    private async Task<(VerificationCase Verification, SealedPerson Person)?> ReadVerifiedAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid verificationId,
        CancellationToken cancellationToken)
    {
        // What has just ended waits still for who is told no detail: else an account could be bound before the end is told.
        var found = (await verifications.FindAsync(connection, verificationId, cancellationToken))?.AsSeen(evenTime);
        if (found is not { Settlement.Decision.Outcome: Outcome.Verified } || found.ClientId != actor.ClientId)
            return null;
        if (await verifications.ReadRegisteredAsync(connection, verificationId, cancellationToken) is not { } registered)
            return null;
        var subject = await subjects.OpenAsync(connection, found.SubjectId, cancellationToken);
        return (found, subject.Open<SealedPerson>(Intake.RegisteredColumn, verificationId, registered));
    }

    private async Task RecordBoundAsync(
        NpgsqlConnection connection,
        Actor actor,
        Profile profile,
        Holder holder,
        VerificationCase verification,
        CancellationToken cancellationToken)
    {
        await RecordAsync(connection, actor, AuditAction.ProfileBound, profile, verification, cancellationToken);
        await news.TellAsync(connection, profile.CitizenId, cancellationToken);
        await events.AppendAsync(connection, EventKind.ProfileBound, actor.ClientId, profile.Id, cancellationToken);
        if (holder.InDoubt)
        {
            await reviews.OpenAsync(
                connection,
                ReviewSubject.Profile,
                profile.Id,
                verification.Id,
                actor.ClientId,
                [ProfileReview.NumbersOfTwoCitizens],
                verification.CreatedAt,
                cancellationToken);
        }
    }

    private Task RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        string action,
        Profile profile,
        VerificationCase verification,
        CancellationToken cancellationToken) =>
        trail.WriteAsync(
            connection,
            new AuditEntry(
                action,
                actor,
                verification.Purpose,
                verification.CaseReference,
                profile.CitizenId,
                profile.Id.ToString(),
                verification.Id.ToString()),
            cancellationToken);
}
