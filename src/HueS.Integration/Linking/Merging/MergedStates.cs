namespace HueS.Integration.Linking.Merging;

/// <summary>
/// What becomes of two links of one record whose citizens turn out to be one, on one page. What a person keeps apart stays so;
/// what one side has, the other's open question does not take away; and where one side has what the other's "never" forbids,
/// neither is believed: a person is asked.
/// </summary>
internal static class MergedStates
{
    public static LinkState Of(LinkState survivors, LinkState mergeds) => (survivors, mergeds) switch
    {
        (LinkState.Merged, _) or (_, LinkState.Merged) => throw new ArgumentOutOfRangeException(nameof(survivors)),
        _ when survivors == mergeds => survivors,
        // Nobody is asked about the one, and nothing was said.
        (LinkState.Closed, _) => mergeds,
        (_, LinkState.Closed) => survivors,
        (LinkState.Unlinked, LinkState.Proposed) or (LinkState.Proposed, LinkState.Unlinked) => LinkState.Unlinked,
        (LinkState.Unlinked, _) or (_, LinkState.Unlinked) => LinkState.Proposed,
        (LinkState.Frozen, _) or (_, LinkState.Frozen) => LinkState.Frozen,
        _ => LinkState.Linked,
    };
}
