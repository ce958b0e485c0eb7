using HueS.Integration.Linking.Matching;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Linking.Records;

/// <summary>
/// Whom a look met. Ids are kept as eight bytes each: that two share them makes a record present that is not, which waits.
/// </summary>
internal sealed class Presence
{
    private readonly HashSet<ulong> _met = [];

    /// <summary>Whether everything told could be understood, and everything was told: only then does a missing record mean anything.</summary>
    public bool IsWhole { get; private set; } = true;

    public void Add(ChangesPage page, IReadOnlyList<RecordClaim> claims)
    {
        IsWhole &= page is { Skipped: 0, IsShort: false } && page.Records.DistinctBy(record => record.Id).Count() == claims.Count;
        foreach (var claim in claims)
            _met.Add(StableHash.Of(claim.RecordId));
    }

    public bool Has(string recordId) => _met.Contains(StableHash.Of(recordId));
}
