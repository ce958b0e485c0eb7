using HueS.Integration.Identity;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Protection;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>Who a verified person is among the citizens.</summary>
/// <param name="CitizenId">The citizen, whether or not they are kept yet.</param>
/// <param name="NumberId">The subject their number names.</param>
/// <param name="IsFormerNumber">The register replaced the number by another since.</param>
/// <param name="InDoubt">The register ties the number to another citizen, and nothing but a person can tell whether the two are one; nobody has yet.</param>
internal sealed record Holder(Guid CitizenId, Guid NumberId, bool IsFormerNumber, bool InDoubt);

/// <summary>
/// A person's numbers form a history: one citizen, whichever of their numbers they were verified under. Two numbers belong
/// together only where the register itself said that one replaced the other, and name and birth date agree.
/// </summary>
internal sealed class NumberHistory(
    CitizenStore citizens,
    CitizenNumberStore numbers,
    ReplacementStore replacements,
    MergeStore merges,
    SubjectStore subjects,
    BlindIndex index)
{
    /// <summary>
    /// Held until the transaction ends: of two who come at once, by the old number and by the new one, the second finds the
    /// citizen the first has made.
    /// </summary>
    public async Task<Holder> HolderOfAsync(NpgsqlConnection connection, SealedPerson verified, CancellationToken cancellationToken)
    {
        var own = await NumberIdAsync(connection, verified, cancellationToken);
        var related = await HoldRelatedAsync(connection, own, cancellationToken);
        var isFormer = await replacements.IsReplacedAsync(connection, own, cancellationToken);
        var others = related.Count == 0 ? [] : await CitizensOfAsync(connection, related, cancellationToken);

        if (await CitizensOfAsync(connection, [own], cancellationToken) is [var known])
        {
            var apart = others.Count == 0 ? [] : await merges.ListApartAsync(connection, known, cancellationToken);
            return new Holder(known, own, isFormer, InDoubt: others.Exists(other => other != known && !apart.Contains(other)));
        }

        if (others is [var only] && IsSamePerson(await citizens.ReadAsync(connection, only, cancellationToken), verified))
            return new Holder(only, own, isFormer, InDoubt: false);
        return new Holder(own, own, isFormer, InDoubt: others.Count > 0);
    }

    /// <summary>Keeps the citizen as just verified, and the number in their history. A replaced number does not become theirs again.</summary>
    public async Task<SubjectKey> KeepAsync(
        NpgsqlConnection connection,
        Holder holder,
        SealedPerson verified,
        VerificationCase verification,
        CancellationToken cancellationToken)
    {
        var citizen = await subjects.OpenAsync(connection, holder.CitizenId, cancellationToken);
        var isKept = await BeginAsync(connection, citizen, cancellationToken);
        if (!isKept || !holder.IsFormerNumber)
            await citizens.KeepAsync(connection, citizen, verified, cancellationToken);
        var asOf = verification.Settlement!.AsOf ?? verification.CreatedAt;
        await numbers.AddAsync(connection, citizen, holder.NumberId, verified.Number!, asOf, verification.Id, cancellationToken);
        return citizen;
    }

    /// <summary>A citizen kept before there were histories has none yet; <c>false</c>: there is no such citizen.</summary>
    public async Task<bool> BeginAsync(NpgsqlConnection connection, SubjectKey citizen, CancellationToken cancellationToken)
    {
        if (await citizens.FindAsync(connection, citizen.SubjectId, cancellationToken) is not var (person, since))
            return false;
        var earlier = await NumberIdAsync(connection, person, cancellationToken);
        await numbers.AddAsync(connection, citizen, earlier, person.Number!, since, verificationId: null, cancellationToken);
        return true;
    }

    /// <summary>In whose history the number of a person stands; <c>null</c>: in nobody's.</summary>
    public async Task<Guid?> OwnerOfAsync(NpgsqlConnection connection, SealedPerson person, CancellationToken cancellationToken) =>
        await numbers.CitizensOfAsync(connection, [await NumberIdAsync(connection, person, cancellationToken)], cancellationToken) is [var owner]
            ? owner
            : null;

    /// <summary>Whether the register replaced the person's number by another since.</summary>
    public async Task<bool> IsFormerAsync(NpgsqlConnection connection, SealedPerson person, CancellationToken cancellationToken) =>
        await replacements.IsReplacedAsync(connection, await NumberIdAsync(connection, person, cancellationToken), cancellationToken);

    /// <summary>Other citizens to whose numbers the register tied one of this citizen's.</summary>
    public async Task<List<Guid>> TiedToAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var related = new HashSet<Guid>();
        foreach (var number in await numbers.ListSealedAsync(connection, citizenId, cancellationToken))
            related.UnionWith(await replacements.RelatedAsync(connection, number.SubjectId, cancellationToken));
        return [.. (await CitizensOfAsync(connection, [.. related], cancellationToken)).Where(other => other != citizenId)];
    }

    /// <summary>Whether the register ties a number of one of the two to one of the other's.</summary>
    public async Task<bool> AreTiedAsync(NpgsqlConnection connection, Merge two, CancellationToken cancellationToken) =>
        (await TiedToAsync(connection, two.SurvivorId, cancellationToken)).Contains(two.MergedId);

    /// <summary>Makes whoever verifies or binds one of these citizens wait for the end of the transaction.</summary>
    public async Task HoldAsync(NpgsqlConnection connection, Guid[] citizenIds, CancellationToken cancellationToken)
    {
        var held = new List<Guid>(citizenIds);
        foreach (var id in citizenIds)
            held.AddRange((await numbers.ListSealedAsync(connection, id, cancellationToken)).Select(number => number.SubjectId));
        await subjects.HoldAsync(connection, held, cancellationToken);
    }

    /// <summary>Every number the citizen was verified under.</summary>
    public async Task<IReadOnlyList<PersonalNumber>> NumbersOfAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        CancellationToken cancellationToken) =>
        await numbers.ListAsync(connection, await subjects.OpenAsync(connection, citizenId, cancellationToken), cancellationToken);

    /// <summary>The person's other numbers. What the register ties together while we wait for them is held too.</summary>
    private async Task<List<Guid>> HoldRelatedAsync(NpgsqlConnection connection, Guid own, CancellationToken cancellationToken)
    {
        var related = await replacements.RelatedAsync(connection, own, cancellationToken);
        while (true)
        {
            await subjects.HoldAsync(connection, related.Append(own), cancellationToken);
            var now = await replacements.RelatedAsync(connection, own, cancellationToken);
            if (now.TrueForAll(related.Contains))
                return now;
            related = now;
        }
    }

    private async Task<Guid> NumberIdAsync(NpgsqlConnection connection, SealedPerson person, CancellationToken cancellationToken) =>
        (await subjects.OfAsync(connection, index.Of(IndexKind.PersonalNumber, person.Number!), cancellationToken)).SubjectId;

    private async Task<List<Guid>> CitizensOfAsync(NpgsqlConnection connection, List<Guid> subjectIds, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. subjectIds];
        var inHistories = await numbers.CitizensOfAsync(connection, ids, cancellationToken);
        var byName = await citizens.AmongAsync(connection, ids, cancellationToken);
        return [.. inHistories.Union(byName)];
    }

    private static bool IsSamePerson(SealedPerson kept, SealedPerson verified)
    {
        var (one, other) = (kept.Open(), verified.Open());
        return one.Name.CompareTo(other.Name) is NameGrade.Exact or NameGrade.Spelling
            && one.BirthDate.CompareTo(other.BirthDate).Grade == BirthDateGrade.Equal;
    }
}
