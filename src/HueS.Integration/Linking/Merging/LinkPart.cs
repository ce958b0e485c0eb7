using System.Text.Json;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Merging;

/// <summary>
/// The links of the merged citizen. Where both had one of the same record, the survivor's stays and answers for both; the other
/// keeps its row and its id, which leads there.
/// </summary>
internal sealed class LinkPart(LinkStore links, LinkChangeStore changes, LinkJournal journal, ReviewStore reviews, TimeProvider time)
    : ICitizenPart
{
    public string Name => "link";

    public async Task<IReadOnlyList<MergeStep>> MoveAsync(NpgsqlConnection connection, MergeUnderway merging, CancellationToken cancellationToken)
    {
        var survivor = merging.Survivor.SubjectId;
        await HoldTasksAsync(connection, await links.IdsOfCitizensAsync(connection, merging.Merge.Both, cancellationToken), cancellationToken);
        var mine = (await links.HoldOfCitizenAsync(connection, survivor, cancellationToken)).ToDictionary(link => (link.System, link.RecordId));
        var steps = new List<MergeStep>();
        foreach (var link in await links.HoldOfCitizenAsync(connection, merging.Merged.SubjectId, cancellationToken))
        {
            if (link.State == LinkState.Merged)
                continue;
            if (!mine.TryGetValue((link.System, link.RecordId), out var own))
            {
                steps.Add(await ChangeAsync(connection, merging, link, link with { CitizenId = survivor }, cancellationToken));
                continue;
            }

            // This one lets go of the record before the other may have it.
            steps.Add(await ChangeAsync(connection, merging, link, Decided(link, LinkState.Merged), cancellationToken));
            var state = MergedStates.Of(own.State, link.State);
            if (state != own.State)
                steps.Add(await ChangeAsync(connection, merging, own, Decided(own, state), cancellationToken));
        }

        return steps;
    }

    /// <summary>The last first, so that a record is let go of before the other citizen has it again.</summary>
    public async Task<IReadOnlyList<MergeStep>> MoveBackAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        IReadOnlyList<MergeStep> steps,
        CancellationToken cancellationToken)
    {
        var left = new List<MergeStep>();
        await HoldTasksAsync(connection, [.. steps.Select(step => step.Target)], cancellationToken);
        foreach (var step in steps.Reverse())
        {
            var link = (await links.LockAsync(connection, step.Target, cancellationToken))!;
            if (!LinkLife.IsUntouchedSince(step.Version!.Value, await changes.ListAsync(connection, link.Id, cancellationToken)))
            {
                left.Add(step);
                continue;
            }

            var before = JsonSerializer.Deserialize<LinkBefore>(step.Before!)!;
            // Somebody decided since that the survivor has it: a person says whose it is.
            var isTaken = LinkLife.HoldsRecord(before.State)
                && await links.IsLinkedElsewhereAsync(connection, link.CitizenId, link.System, link.RecordId, cancellationToken);
            var back = link with
            {
                CitizenId = before.CitizenId,
                State = isTaken ? LinkState.Proposed : before.State,
                By = isTaken ? Decider.Person : before.By,
                DecidedAt = before.DecidedAt,
            };
            await ChangeAsync(connection, merging, link, back, cancellationToken, LinkAction.Unmerge);
        }

        return left;
    }

    /// <summary>Whoever decides about one of the links holds its task first.</summary>
    private Task HoldTasksAsync(NpgsqlConnection connection, List<Guid> linkIds, CancellationToken cancellationToken) =>
        reviews.HoldAsync(connection, ReviewSubject.Link, linkIds, cancellationToken);

    private Link Decided(Link link, LinkState state) => link with { State = state, By = Decider.Person, DecidedAt = time.GetStoredNow() };

    private async Task<MergeStep> ChangeAsync(
        NpgsqlConnection connection,
        MergeUnderway merging,
        Link before,
        Link after,
        CancellationToken cancellationToken,
        LinkAction action = LinkAction.Merge)
    {
        var changed = after with { Version = before.Version + 1 };
        await links.MoveAsync(connection, changed, cancellationToken);
        await journal.WriteAsync(
            connection, merging.Actor, new LinkStep(action, before.State, changed, time.GetStoredNow()), cancellationToken);
        return new MergeStep(
            Name,
            changed.Id,
            JsonSerializer.Serialize(new LinkBefore(before.CitizenId, before.State, before.By, before.DecidedAt)),
            Version: changed.Version);
    }

    private sealed record LinkBefore(Guid CitizenId, LinkState State, Decider By, DateTimeOffset DecidedAt);
}
