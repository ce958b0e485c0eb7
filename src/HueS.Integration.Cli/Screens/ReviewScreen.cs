using System.Globalization;
using HueS.Integration.Client;
using HueS.Integration.Contracts;
using Spectre.Console;

namespace HueS.Integration.Cli.Screens;

/// <summary>
/// Deciding doubts by keyboard, one after the other: both sides beside each other, masked; a digit picks a decision, a letter
/// its reason, Enter makes it. What was not decided is given back at the end, however it comes.
/// </summary>
internal sealed class ReviewScreen(Session session, HuesClient client, string officer, IReadOnlyList<ReviewKind>? kinds)
{
    private readonly List<Guid> _undecided = [];
    private IReadOnlyDictionary<string, BilingualText> _reasons = new Dictionary<string, BilingualText>();
    private int _decided;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!session.IsLive)
            throw new UsageException(Texts.ScreenNeedsTerminal);
        _reasons = await ReasonsAsync(cancellationToken);
        try
        {
            // What was taken must be known, or nobody would give it back: this is not given up half-way, nor is a decision.
            while (await client.Review.TakeNextAsync(officer, kinds, CancellationToken.None) is { } task)
            {
                _undecided.Add(task.Id);
                if (!await WorkAsync(task.Id, cancellationToken))
                    return Exit.Done;
            }

            session.Say(Texts.ScreenEmpty);
            return Exit.Done;
        }
        catch (OperationCanceledException)
        {
            return Exit.Done;
        }
        finally
        {
            await GiveBackAsync();
        }
    }

    /// <returns>Whether to go on with the next one.</returns>
    private async Task<bool> WorkAsync(Guid id, CancellationToken cancellationToken)
    {
        BilingualText? said = null;
        while (true)
        {
            var detail = await client.Review.ReadAsync(id, cancellationToken);
            if (detail.Decisions.Count == 0)
            {
                _undecided.Remove(id);
                return true;
            }

            await DrawAsync(detail, said, cancellationToken);
            switch (await session.Around.ReadKey(cancellationToken))
            {
                case { KeyChar: 'q' or 'Q' } or { Key: ConsoleKey.Escape }:
                    return false;
                case { KeyChar: 'n' or 'N' }:
                    return true;
                case { KeyChar: var digit } when Picked(detail.Decisions, digit, '1') is { } offer:
                    said = await DecideAsync(detail.Task, offer, cancellationToken);
                    if (said is null)
                        return true;
                    break;
                default:
                    said = Texts.ScreenKeyUnknown;
                    break;
            }
        }
    }

    /// <returns>What to say where nothing was decided.</returns>
    private async Task<BilingualText?> DecideAsync(ReviewTask task, ReviewOffer offer, CancellationToken cancellationToken)
    {
        session.Line(offer.Text.In(session.Language));
        for (var at = 0; at < offer.Reasons.Count; at++)
            session.Line($"  {(char)('a' + at)}  {_reasons.In(offer.Reasons[at], session.Language)}");
        if (Picked([.. offer.Reasons.Select(one => (ReviewDecisionReason?)one)], (await session.Around.ReadKey(cancellationToken)).KeyChar, 'a') is not { } reason)
            return Texts.ScreenNothingDone;

        session.Say(
            offer.NeedsSecond ? Texts.ScreenConfirmSecond : Texts.ScreenConfirm, offer.Text.In(session.Language), _reasons.In(reason, session.Language));
        if ((await session.Around.ReadKey(cancellationToken)).Key != ConsoleKey.Enter)
            return Texts.ScreenNothingDone;
        try
        {
            await client.Review.DecideAsync(task.Id, new ReviewDecisionRequest(officer, offer.Decision, reason), task.Version, CancellationToken.None);
            _undecided.Remove(task.Id);
            _decided++;
            return null;
        }
        catch (HuesProblemException refused) when (refused.Code is "review_task_changed" or "review_target_changed" or "review_task_not_taken")
        {
            return new BilingualText(refused.Problem.Detail, refused.Problem.Detail);
        }
    }

    private async Task DrawAsync(ReviewTaskDetail detail, BilingualText? said, CancellationToken cancellationToken)
    {
        var evidence = await client.Review.EvidenceAsync(detail.Task.Id, cancellationToken);
        session.Console.Clear();
        ReviewSpeech.Head(session, detail.Task);
        session.Tell(detail.Task.Text);
        ReviewSpeech.Tell(session, evidence);
        foreach (var note in detail.Notes)
            session.Say(Texts.ReviewNoteLine, Session.Moment(note.WrittenAt), note.Note);
        for (var at = 0; at < detail.Decisions.Count; at++)
        {
            var offer = detail.Decisions[at];
            session.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  {at + 1}  {offer.Text.In(session.Language)}{(offer.NeedsSecond ? session.In(Texts.ScreenSecond) : "")}"));
        }

        session.Say(Texts.ScreenKeys, _decided);
        if (said is not null)
            session.Say(said);
    }

    /// <summary>The service's own words for what a decision may stand on.</summary>
    private async Task<IReadOnlyDictionary<string, BilingualText>> ReasonsAsync(CancellationToken cancellationToken)
    {
        var catalogue = await client.Service.MessagesAsync(cancellationToken);
        return catalogue.TryGetValue("reviewDecisionReasons", out var section)
            ? section.EnumerateObject().ToDictionary(
                one => one.Name, one => new BilingualText(one.Value.GetProperty("vi").GetString()!, one.Value.GetProperty("en").GetString()!))
            : new Dictionary<string, BilingualText>();
    }

    /// <summary>Done even when we are being stopped; where it fails, the task becomes free by itself.</summary>
    private async Task GiveBackAsync()
    {
        foreach (var id in _undecided)
        {
            try
            {
                await client.Review.GiveBackAsync(id, officer, CancellationToken.None);
            }
            catch (HuesException)
            {
                session.Note(Texts.ScreenKept, id);
            }
        }

        session.Say(Texts.ScreenEnd, _decided, _undecided.Count);
    }

    private static T? Picked<T>(IReadOnlyList<T> from, char key, char first)
    {
        var at = char.ToLowerInvariant(key) - first;
        return at >= 0 && at < from.Count ? from[at] : default;
    }
}
