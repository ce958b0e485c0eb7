using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>An official takes one link away and gives it back. Interrupted in between, the next run gives it back.</summary>
internal sealed class SecondThoughts(Caller operators, Progress progress)
{
    /// <summary><c>true</c>: it stands as before, or there was none to try it on.</summary>
    public async Task<bool> TellAsync(IReadOnlyList<Case> cases, CancellationToken cancellation)
    {
        var chosen = cases.FirstOrDefault(one => one.Claim.DossierFlaw is DossierFlaw.None && one.Link is { State: LinkState.Linked or LinkState.Unlinked });
        if (chosen?.Link is not { } known)
            return true;

        progress.Say("Gỡ một liên kết rồi trả lại · One link is undone and redone");
        var link = await operators.LinkAsync(known.Id, cancellation);
        if (link.State == LinkState.Linked)
        {
            link = await operators.ChangeAsync(link.Id, LinkAction.Unlink, LinkChangeReason.WrongPerson, cancellation);
            Say("gỡ · unlink", link);
        }

        link = await operators.ChangeAsync(link.Id, LinkAction.Undo, LinkChangeReason.DecidedByMistake, cancellation);
        Say("hoàn tác · undo", link);
        chosen.Link = link;
        return link.State == LinkState.Linked;
    }

    private void Say(string what, Link link) =>
        progress.Say($"  {what,-18}{link.System} {link.RecordId}: {Results.Code<LinkState?>(link.State)}, version {link.Version}");
}
