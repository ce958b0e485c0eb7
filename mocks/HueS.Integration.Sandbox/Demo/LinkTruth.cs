using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>The links of every account of a run, as the portal reads them, held against whose the records are.</summary>
internal sealed class LinkTruth(CityRecords records)
{
    private readonly ILookup<string, (string System, string RecordId)> _plain = Plain(records).ToLookup(one => one.Owner, one => one.Record);
    private readonly Dictionary<string, string> _personas = Personas.All
        .SelectMany(persona => persona.Dossiers.Select(dossier => KeyValuePair.Create(dossier.Number, persona.Number)))
        .DistinctBy(dossier => dossier.Key)
        .ToDictionary();

    /// <summary>Links read.</summary>
    public int Read { get; private set; }

    /// <summary>Records linked to somebody whose they are not, and memberships that no person decided about.</summary>
    public IReadOnlyList<string> Wrong { get; private set; } = [];

    /// <summary>Records that state their holder's number, name and full birth date, and were not linked.</summary>
    public IReadOnlyList<string> Missed { get; private set; } = [];

    public async Task HoldAsync(Caller portal, IReadOnlyList<Case> cases, ParallelOptions parallelism)
    {
        var (wrong, missed, read) = (new List<string>(), new List<string>(), 0);
        await Parallel.ForEachAsync(cases.Where(one => one.Account is not null), parallelism, async (one, token) =>
        {
            var (number, links) = (Neighbours.NumberOf(one.Claim), await portal.LinksAsync(one.Account!, token));
            lock (wrong)
            {
                read += links.Count;
                wrong.AddRange(links.Where(link => IsWrong(link, number)).Select(link => $"{link.System}/{link.RecordId}"));
                missed.AddRange(MissedOf(number, links).Select(record => $"{record.System}/{record.RecordId}"));
            }
        });
        (Wrong, Missed, Read) = (wrong, missed, read);
    }

    /// <summary>What should have been linked to this person and was not. Of twins nothing has to be: their records are for people.</summary>
    public IEnumerable<(string System, string RecordId)> MissedOf(string? number, IReadOnlyList<Link> links) =>
        number is not null && SandboxCity.Instance.Find(number) is { Twin: null }
            ? _plain[number].Except(links.Where(link => link.State == LinkState.Linked).Select(link => (link.System, link.RecordId)))
            : [];

    /// <summary>Whether the record is linked to this person and is another's.</summary>
    public bool IsWrong(Link link, string? number)
    {
        if (link.State != LinkState.Linked)
            return false;
        if (link.System == "health-insurance")
            return link.Explanation.DecidedBy == "rule"; // A membership states no number: name and birth date never link by themselves.
        return OwnerOf(link) is var (known, owner) && known && owner != number;
    }

    private (bool Known, string? Owner) OwnerOf(Link link)
    {
        if (records.Owners.TryGetValue((link.System, link.RecordId), out var owner))
            return (true, owner);
        if (link.System != "dossiers")
            return (false, null); // Of an earlier run on the same data, which held it against the truth itself.
        owner = SandboxCity.Instance.FindDossier(link.RecordId)?.Owner ?? _personas.GetValueOrDefault(link.RecordId);
        return (owner is not null, owner);
    }

    private static IEnumerable<(string Owner, (string, string) Record)> Plain(CityRecords records) =>
    [
        .. records.Wallets.Where(wallet => wallet.IsPlain).Select(wallet => (wallet.Owner!, ("payments", wallet.Id))),
        .. records.Dossiers
            .Where(dossier => dossier.Flaw == DossierFlaw.None && dossier.HolderBirthDate.Length == "yyyy-MM-dd".Length)
            .Select(dossier => (dossier.Owner, ("dossiers", dossier.Number))),
    ];
}
