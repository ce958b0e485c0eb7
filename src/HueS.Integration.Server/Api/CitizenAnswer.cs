using HueS.Integration.Contracts;
using HueS.Integration.Profiles.Merging;

namespace HueS.Integration.Server.Api;

/// <summary>Citizens in the words of the API, each by the id the client knows.</summary>
internal static class CitizenAnswer
{
    private const string LinkPart = "link";

    public static CitizenDetail Of(
        Integration.Profiles.Citizen citizen,
        IReadOnlyList<(Linking.LinkState State, long Count)> links,
        Func<Guid, Guid> show) => new(
        show(citizen.Id),
        citizen.Since,
        [.. citizen.Accounts.Select(account => new CitizenAccount(account.AccountId, account.BoundAt))],
        [.. links.Select(link => new CitizenLinks((Contracts.LinkState)link.State, link.Count))],
        [.. citizen.Merges.Select(account => new CitizenMerge(
            show(account.Merge.OtherOf(citizen.Id)),
            account.Merge.SurvivorId == citizen.Id,
            account.Merge.MergedAt!.Value,
            account.Merge.UnmergedAt,
            Of(account.LeftAlone)))]);

    /// <summary>Only links have an id that callers know.</summary>
    public static LeftAlone[] Of(IReadOnlyList<MergeStep> leftAlone) =>
        [.. leftAlone.Select(step => new LeftAlone(step.Part, step.Part == LinkPart ? step.Target : null))];
}
