using HueS.Integration.Access;
using HueS.Integration.Profiles;
using HueS.Integration.Storage;
using HueS.Integration.Verification;

namespace HueS.Integration.Linking.Records;

/// <summary>
/// Puts citizens in line who were known before a purpose they were verified for allowed that their memberships are looked up.
/// What purposes allow changes with a new start only, so one walk over all accounts, page by page, is enough for a process; a
/// process that dies leaves the walk to the next one, and nobody is put in line twice.
/// </summary>
internal sealed class MembershipWalk(
    Database database,
    Memberships memberships,
    MembershipSearch search,
    ProfileStore profiles,
    VerificationStore verifications,
    AccessPolicy access)
{
    private const int AtOnce = 200;

    private Guid? _after;
    private bool _isOver;

    /// <summary>One page; <c>false</c>: the walk is over, or the line too long just now.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var purposes = access.PurposesWithMemberships;
        if (_isOver || !memberships.CanBeLookedUp || purposes.Count == 0)
            return false;
        return await database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                var page = await profiles.PageAsync(connection, _after, AtOnce, token);
                var permitting = await verifications.ListOfPurposesAsync(
                    connection, [.. page.Select(profile => profile.VerificationId)], purposes, token);
                Guid[] permitted = [.. page.Where(profile => permitting.Contains(profile.VerificationId)).Select(profile => profile.CitizenId).Distinct()];
                if (permitted.Length > 0 && !await search.WantFirstAsync(connection, permitted, token))
                    return false;
                _isOver = page.Count < AtOnce;
                _after = page is [.., var last] ? last.Id : _after;
                return true;
            },
            cancellationToken);
    }
}
