using System.Security.Cryptography;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Profiles;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Protection;
using Npgsql;

namespace HueS.Integration.Reconciliation.Duplicates;

/// <summary>
/// Looks for somebody who may be the same person as a citizen. The register knows each number as one person's: two numbers in
/// force are two people, however alike, unless something besides name and birth date says otherwise.
/// </summary>
internal sealed class DuplicateLook(
    CitizenStore citizens,
    SubjectStore subjects,
    NumberHistory history,
    ProfileStore profiles,
    MergeAsker asker,
    CitizenKeyStore keys)
{
    /// <summary>More are never opened for one citizen.</summary>
    private const int MostOpened = 64;

    /// <param name="once">Everybody is looked at, so that each pair is told of once, at the later of the two.</param>
    public async Task<Looked> AtAsync(NpgsqlConnection connection, Guid id, bool once, CancellationToken cancellationToken)
    {
        if (await citizens.AmongAsync(connection, [id], cancellationToken) is [] || await subjects.IsErasedAsync(connection, id, cancellationToken))
            return Looked.Skipped(SkipReason.Gone);
        var tied = await history.TiedToAsync(connection, id, cancellationToken);
        var sharing = await keys.SharingAsync(connection, await keys.ListAsync(connection, id, cancellationToken), cancellationToken);
        Guid[] others = [.. tied.Union(sharing.CitizenIds.Take(MostOpened)).Where(other => other != id && (!once || other.CompareTo(id) < 0))];
        (Guid Other, FindingCategory Category)? best = null;
        foreach (var other in await citizens.AmongAsync(connection, others, cancellationToken))
        {
            if (await IsNewsAsync(connection, id, other, cancellationToken)
                && await CompareAsync(connection, id, other, tied.Contains(other), cancellationToken) is { } category
                && (best is null || Rank(category) < Rank(best.Value.Category)))
                best = (other, category);
        }

        return best is not var (found, why) ? Looked.Unchanged : await FoundAsync(connection, id, found, why, cancellationToken);
    }

    private async Task<bool> IsNewsAsync(NpgsqlConnection connection, Guid id, Guid other, CancellationToken cancellationToken) =>
        !await subjects.IsErasedAsync(connection, other, cancellationToken)
        && !await asker.WasAskedAsync(connection, id, other, cancellationToken);

    private async Task<FindingCategory?> CompareAsync(NpgsqlConnection connection, Guid id, Guid other, bool tied, CancellationToken cancellationToken)
    {
        if (tied)
            return FindingCategory.DuplicateByNumber;
        var (mine, theirs) = (
            await citizens.ReadAsync(connection, id, cancellationToken),
            await citizens.ReadAsync(connection, other, cancellationToken));
        var (one, two) = (mine.Open(), theirs.Open());
        var (name, birthDate) = (one.Name.CompareTo(two.Name), one.BirthDate.CompareTo(two.BirthDate));
        if (name is not (NameGrade.Exact or NameGrade.Spelling or NameGrade.Unmarked)
            || birthDate.Grade == BirthDateGrade.Different
            || (one.Sex != two.Sex && one.Sex != Sex.Unknown && two.Sex != Sex.Unknown))
            return null;
        var phones = await profiles.ReadPhonesAsync(connection, id, cancellationToken);
        // Twins of one household share the phone, and their names are often but a mark apart.
        if (name != NameGrade.Unmarked && phones.Intersect(await profiles.ReadPhonesAsync(connection, other, cancellationToken)).Any())
            return FindingCategory.DuplicateByPhone;
        var mayBeRenewed = await history.IsFormerAsync(connection, mine, cancellationToken) || await history.IsFormerAsync(connection, theirs, cancellationToken);
        return mayBeRenewed && birthDate is { Grade: BirthDateGrade.Equal, SharedPrecision: BirthDatePrecision.Day }
            ? FindingCategory.DuplicateByName
            : null;
    }

    private async Task<Looked> FoundAsync(
        NpgsqlConnection connection,
        Guid id,
        Guid other,
        FindingCategory category,
        CancellationToken cancellationToken)
    {
        byte[] basis =
        [
            .. await citizens.ReadSealedAsync(connection, id, cancellationToken),
            .. await citizens.ReadSealedAsync(connection, other, cancellationToken),
            .. other.ToByteArray(),
            (byte)Rank(category),
        ];
        return new Looked(
            ItemState.Finding,
            [ReasonOf(category)],
            new RunFinding(category, RunEffect.Propose),
            SHA256.HashData(basis),
            CitizenId: id,
            OtherId: other);
    }

    private static int Rank(FindingCategory category) => category switch
    {
        FindingCategory.DuplicateByNumber => 0,
        FindingCategory.DuplicateByPhone => 1,
        FindingCategory.DuplicateByName => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    private static string ReasonOf(FindingCategory category) => category switch
    {
        FindingCategory.DuplicateByNumber => MergeReview.NumbersTied,
        FindingCategory.DuplicateByPhone => MergeReview.SameNameAndPhone,
        FindingCategory.DuplicateByName => MergeReview.SameNameAndBirthDate,
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };
}
