using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Protection;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Profiles.Merging;

/// <summary>The accounts of the merged citizen, with their phones.</summary>
internal sealed class AccountPart(
    ProfileStore profiles,
    NumberHistory history,
    VerificationStore verifications,
    SubjectStore subjects,
    Trail trail,
    EventStore events) : ICitizenPart
{
    public string Name => "account";

    public async Task<IReadOnlyList<MergeStep>> MoveAsync(NpgsqlConnection connection, MergeUnderway merging, CancellationToken cancellationToken)
    {
        var steps = new List<MergeStep>();
        foreach (var profile in await profiles.ListAsync(connection, merging.Merged.SubjectId, cancellationToken))
        {
            var before = await profiles.ReadSealedPhoneAsync(connection, profile.Id, cancellationToken);
            var phone = await profiles.ResealPhoneAsync(connection, profile.Id, merging.Merged, merging.Survivor, cancellationToken);
            var moved = await TakeAlongAsync(connection, merging, profile, merging.Survivor, phone, cancellationToken);
            steps.Add(new MergeStep(Name, profile.Id, Sealed: before, Version: moved.Version));
        }

        return steps;
    }

    /// <summary>
    /// Accounts nobody touched go back as they were. One that was verified anew since goes where its number went, also where it
    /// was bound only after the merge: nobody is to see the records of a person they were never verified as.
    /// </summary>
    public async Task<IReadOnlyList<MergeStep>> MoveBackAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        IReadOnlyList<MergeStep> steps,
        CancellationToken cancellationToken)
    {
        var journal = steps.ToDictionary(step => step.Target);
        var standing = await profiles.ListAsync(connection, merging.Survivor.SubjectId, cancellationToken);
        foreach (var profile in standing)
        {
            if (journal.TryGetValue(profile.Id, out var step) && step.Version == profile.Version)
            {
                await TakeAlongAsync(connection, merging, profile, merging.Merged, step.Sealed, cancellationToken);
                journal.Remove(profile.Id);
            }
            else if (await OwnerOfAsync(connection, profile, cancellationToken) == merging.Merged.SubjectId)
            {
                var phone = await profiles.ResealPhoneAsync(connection, profile.Id, merging.Survivor, merging.Merged, cancellationToken);
                await TakeAlongAsync(connection, merging, profile, merging.Merged, phone, cancellationToken);
                journal.Remove(profile.Id);
            }
        }

        return [.. journal.Values];
    }

    private async Task<Profile> TakeAlongAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        Profile profile,
        SubjectKey to,
        byte[]? phone,
        CancellationToken cancellationToken)
    {
        var moved = await profiles.TakeAlongAsync(connection, profile.Id, to.SubjectId, phone, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(AuditAction.ProfileMoved, merging.Actor, SubjectId: to.SubjectId, Target: profile.Id.ToString(), Note: merging.Merge.Id.ToString()),
            cancellationToken);
        // Whoever bound the account knows its citizen by an id that is another's from now on.
        if (await verifications.FindAsync(connection, profile.VerificationId, cancellationToken) is { ClientId: var client })
            await events.AppendAsync(connection, EventKind.ProfileMoved, client, profile.Id, cancellationToken);
        return moved;
    }

    /// <summary>Whose number the account was verified under last; <c>null</c> where that is not known any more.</summary>
    private async Task<Guid?> OwnerOfAsync(NpgsqlConnection connection, Profile profile, CancellationToken cancellationToken)
    {
        if (await verifications.FindAsync(connection, profile.VerificationId, cancellationToken) is not { } verification)
            return null;
        var subject = await subjects.OpenAsync(connection, verification.SubjectId, cancellationToken);
        return await verifications.OpenRegisteredAsync(connection, subject, verification.Id, cancellationToken) is { } person
            ? await history.OwnerOfAsync(connection, person, cancellationToken)
            : null;
    }
}
