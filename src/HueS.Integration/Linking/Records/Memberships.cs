using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Records.HealthInsurance;

namespace HueS.Integration.Linking.Records;

/// <summary>Looks health-insurance memberships up and keeps what is found as records, so that it is linked like any other.</summary>
internal sealed class Memberships(HealthInsuranceSystem insurance, RecordBook book)
{
    /// <summary>Whether there is anybody to ask.</summary>
    public bool CanBeLookedUp => insurance.IsOn;

    public async Task<IReadOnlyList<Told>> LookUpAsync(Actor actor, InsuranceNumber number, Ask ask, CancellationToken cancellationToken) =>
        await insurance.FindAsync(number, ask, cancellationToken) is { } found
            ? [await book.TellAsync(actor, RecordClaim.Of(HealthInsuranceSystem.Upstream, found), expectedVersion: null, cancellationToken)]
            : [];

    public async Task<IReadOnlyList<Told>> LookUpAsync(
        Actor actor,
        PersonName name,
        BirthDate birthDate,
        Ask ask,
        CancellationToken cancellationToken)
    {
        var found = await insurance.FindAsync(name, birthDate, ask, cancellationToken);
        return found.Count == 0
            ? []
            : await book.TellAsync(actor, [.. found.Select(one => RecordClaim.Of(HealthInsuranceSystem.Upstream, one))], cancellationToken);
    }
}
