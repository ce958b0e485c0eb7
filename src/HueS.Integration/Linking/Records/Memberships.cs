using HueS.Integration.Access;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Profiles;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Records;
using HueS.Integration.Upstreams.Records.HealthInsurance;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Linking.Records;

/// <summary>Whose membership is looked up, by what, and on whose word.</summary>
/// <param name="Numbers">Insurance numbers that records of theirs state.</param>
internal sealed record MembershipQuestion(
    Guid CitizenId,
    PersonName Name,
    BirthDate BirthDate,
    IReadOnlyList<InsuranceNumber> Numbers,
    VerificationCase Verification)
{
    public override string ToString() => $"MembershipQuestion({CitizenId})";
}

/// <summary>
/// Asks the insurance for a citizen's memberships: by number where a record of theirs states one, by name and birth date where
/// none does or the insurance knows it no more. Who it may be asked about, the purposes they were verified for say.
/// </summary>
internal sealed class Memberships(
    HealthInsuranceSystem insurance,
    ProfileStore profiles,
    VerificationStore verifications,
    CitizenStore citizens,
    LinkStore links,
    RecordStore records,
    RecordBook book,
    AccessPolicy access,
    TimeProvider time)
{
    private const int MostLinks = 50;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is anybody to ask.</summary>
    public bool CanBeLookedUp => insurance.IsOn;

    public TimeSpan AskAgainAfter => insurance.AskAgainAfter;

    /// <summary>The newest verification of the citizen that allows asking; <c>null</c>: none does.</summary>
    public async Task<VerificationCase?> PermittingAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        foreach (var profile in (await profiles.ListAsync(connection, citizenId, cancellationToken)).OrderByDescending(profile => profile.BoundAt))
        {
            if (await verifications.FindAsync(connection, profile.VerificationId, cancellationToken) is { } verification
                && access.LooksUpMemberships(verification.Purpose))
            {
                return verification;
            }
        }

        return null;
    }

    /// <summary>What to ask; <c>null</c> where nothing allows it any more.</summary>
    public async Task<MembershipQuestion?> QuestionAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        if (await PermittingAsync(connection, citizenId, cancellationToken) is not { } verification)
            return null;
        var person = (await citizens.ReadAsync(connection, citizenId, cancellationToken)).Open();
        return new MembershipQuestion(
            citizenId, person.Name, person.BirthDate, await NumbersAsync(connection, citizenId, cancellationToken), verification);
    }

    /// <exception cref="UpstreamException">The insurance gave no answer; that says nothing of the citizen.</exception>
    public async Task<IReadOnlyList<RecordClaim>> FindAsync(MembershipQuestion question, CancellationToken cancellationToken)
    {
        var ask = new Ask(
            question.Verification.Id,
            question.CitizenId,
            question.Verification.ClientId,
            time.GetUtcNow() + AnswerWithin,
            Lane.Reconciliation,
            question.Verification.Purpose);
        var found = new List<PulledRecord>();
        foreach (var number in question.Numbers)
        {
            if (await insurance.FindAsync(number, ask, cancellationToken) is { } membership)
                found.Add(membership);
        }

        if (found.Count == 0)
            found.AddRange(await insurance.FindAsync(question.Name, question.BirthDate, ask, cancellationToken));
        return [.. found.Select(one => RecordClaim.Of(HealthInsuranceSystem.Upstream, one)).DistinctBy(claim => claim.Key).Take(RecordBook.MostAtOnce)];
    }

    private async Task<IReadOnlyList<InsuranceNumber>> NumbersAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var numbers = new List<InsuranceNumber>();
        foreach (var link in await links.ListAsync(connection, citizenId, after: null, MostLinks, cancellationToken))
        {
            if (link.State == LinkState.Linked
                && await records.FindAsync(connection, link.System, link.RecordId, cancellationToken) is { GoneAt: null } record
                && await book.OpenHolderAsync(connection, record.Id, cancellationToken) is { Insurance: { } number })
            {
                numbers.Add(number);
            }
        }

        return [.. numbers.Distinct()];
    }
}
