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
    CitizenStore citizens,
    VerificationStore verifications,
    SubjectStore subjects,
    ReviewStore reviews,
    Trail trail,
    EventStore events)
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

                var citizen = await citizens.KeepAsync(connection, person, token);
                if (expectedVersion is null
                    && await profiles.AddAsync(connection, accountId, citizen, verificationId, phone, token) is { } added)
                {
                    await RecordAsync(connection, actor, added, verification, token);
                    return new BindResult.Bound(added, Created: true);
                }

                return await RebindAsync(connection, actor, accountId, citizen, verification, phone, expectedVersion, token);
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
        string accountId,
        SubjectKey citizen,
        VerificationCase verification,
        string? phone,
        int? expectedVersion,
        CancellationToken cancellationToken)
    {
        var known = await profiles.LockAsync(connection, accountId, cancellationToken);
        if (known is null || (expectedVersion is { } expected && expected != known.Version))
            return new BindResult.Stale();
        if (known.CitizenId != citizen.SubjectId)
        {
            await reviews.OpenAsync(
                connection,
                ReviewSubject.Profile,
                known.Id,
                actor.ClientId,
                ["AccountVerifiedAsTwoPeople"],
                verification.CreatedAt,
                cancellationToken);
            return new BindResult.BoundElsewhere();
        }

        // The same request again, after a lost answer, is not a change.
        if (known.VerificationId == verification.Id && phone is null)
            return new BindResult.Bound(known, Created: false);
        var renewed = await profiles.RenewAsync(connection, known, citizen, verification.Id, phone, cancellationToken);
        await RecordAsync(connection, actor, renewed, verification, cancellationToken);
        return new BindResult.Bound(renewed, Created: false);
    }

    private async Task<(VerificationCase Verification, SealedPerson Person)?> ReadVerifiedAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid verificationId,
        CancellationToken cancellationToken)
    {
        var found = await verifications.FindAsync(connection, verificationId, cancellationToken);
        if (found is not { Settlement.Decision.Outcome: Outcome.Verified } || found.ClientId != actor.ClientId)
            return null;
        if (await verifications.ReadRegisteredAsync(connection, verificationId, cancellationToken) is not { } registered)
            return null;
        var subject = await subjects.OpenAsync(connection, found.SubjectId, cancellationToken);
        return (found, subject.Open<SealedPerson>(Intake.RegisteredColumn, verificationId, registered));
    }

    private async Task RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        Profile profile,
        VerificationCase verification,
        CancellationToken cancellationToken)
    {
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.ProfileBound,
                actor,
                verification.Purpose,
                verification.CaseReference,
                profile.CitizenId,
                profile.Id.ToString(),
                verification.Id.ToString()),
            cancellationToken);
        await events.AppendAsync(connection, EventKind.ProfileBound, actor.ClientId, profile.Id, cancellationToken);
    }
}
