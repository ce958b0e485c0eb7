using System.CommandLine;
using HueS.Integration.Cli.Screens;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Doubts that wait for a person.</summary>
internal static class ReviewCommands
{
    public static Command Of(Frame frame)
    {
        var id = frame.Argument<Guid>("id", Texts.TaskArgument);
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var kind = frame.Choice<ReviewKind>("--kind", Texts.KindOption);
        return frame.Group(
            "review",
            Texts.Review,
            ["hues review screen --officer cb.002", "hues review list --kind link", "hues review approve 01a20b18-… --officer cb.003"],
            List(frame, kind),
            frame.Verb("counts", Texts.ReviewCounts, ["hues review counts"], [], async (call, cancellationToken) =>
            {
                var counts = await call.Client.Review.CountAsync(cancellationToken);
                call.Session.Tell(counts, () => call.Session.Rows(
                    [Texts.ColumnKind, Texts.ColumnOpen, Texts.ColumnUnowned, Texts.ColumnOverdue, Texts.ColumnProposed, Texts.ColumnSince],
                    counts.Kinds.Select(one => (string[])
                        [HuesJson.Code(one.Kind), $"{one.Open}", $"{one.Unowned}", $"{one.Overdue}", $"{one.Proposed}", Session.Moment(one.WaitingSince)])));
                return counts.Kinds.Any(one => one.Overdue > 0) ? Exit.Findings : Exit.Done;
            }),
            frame.Verb("next", Texts.ReviewNext, ["hues review next --officer cb.002 --kind link"], [officer, kind], async (call, cancellationToken) =>
            {
                if (await call.Client.Review.TakeNextAsync(call.Officer(officer), Only(call.Value(kind)), cancellationToken) is { } task)
                    ReviewSpeech.Tell(call.Session, task);
                else
                    call.Session.Note(Texts.ScreenEmpty);
                return Exit.Done;
            }),
            frame.Verb("show", Texts.ReviewShow, ["hues review show 01a20b18-…"], [id], async (call, cancellationToken) =>
            {
                ReviewSpeech.Tell(call.Session, await call.Client.Review.ReadAsync(call.Required(id), cancellationToken));
                return Exit.Done;
            }),
            Evidence(frame, id, officer),
            frame.Verb("take", Texts.ReviewTake, ["hues review take 01a20b18-… --officer cb.002"], [id, officer], async (call, cancellationToken) =>
            {
                ReviewSpeech.Tell(call.Session, await call.Client.Review.TakeAsync(call.Required(id), call.Officer(officer), cancellationToken));
                return Exit.Done;
            }),
            frame.Verb("give-back", Texts.ReviewGiveBack, ["hues review give-back 01a20b18-… --officer cb.002"], [id, officer], async (call, cancellationToken) =>
            {
                ReviewSpeech.Tell(call.Session, await call.Client.Review.GiveBackAsync(call.Required(id), call.Officer(officer), cancellationToken));
                return Exit.Done;
            }),
            Note(frame, id, officer),
            ReviewDecisionCommands.Decide(frame, id, officer),
            ReviewDecisionCommands.Approve(frame, id, officer),
            ReviewDecisionCommands.Refuse(frame, id, officer),
            frame.Verb("screen", Texts.ReviewScreen, ["hues review screen --officer cb.002 --kind link"], [officer, kind],
                (call, cancellationToken) => new ReviewScreen(
                    call.Session, call.Client, call.Officer(officer), Only(call.Value(kind))).RunAsync(cancellationToken)));
    }

    private static IReadOnlyList<ReviewKind>? Only(ReviewKind? kind) => kind is { } one ? [one] : null;

    private static Command List(Frame frame, Option<ReviewKind?> kind)
    {
        var state = frame.Choice<ReviewState>("--state", Texts.StateOption);
        var reason = frame.Option<string?>("--reason", Texts.TaskReasonOption);
        var free = frame.Option<bool>("--free", Texts.FreeOption);
        return frame.Verb("list", Texts.ReviewList, ["hues review list --kind link --free"], [kind, state, reason, free], async (call, cancellationToken) =>
        {
            var filter = new ReviewFilter(call.Value(kind), call.Value(reason), call.Value(state), Unowned: call.Value(free));
            await foreach (var task in call.Client.Review.ListAsync(filter, cancellationToken))
                ReviewSpeech.Line(call.Session, task);
            return Exit.Done;
        });
    }

    private static Command Evidence(Frame frame, Argument<Guid> id, Option<string?> officer)
    {
        var unmask = frame.Choice<ReviewUnmaskReason>("--unmask", Texts.UnmaskOption);
        var reference = frame.Option<string?>("--case", Texts.UnmaskCaseOption);
        return frame.Verb(
            "evidence",
            Texts.ReviewEvidence,
            ["hues review evidence 01a20b18-…", "hues review evidence 01a20b18-… --unmask compare_documents --case H57-2026/00001 --officer cb.002"],
            [id, unmask, reference, officer],
            async (call, cancellationToken) =>
            {
                var evidence = call.Value(unmask) is { } reason
                    ? await call.Client.Review.UnmaskAsync(
                        call.Required(id),
                        new ReviewUnmaskRequest(call.Officer(officer), reason, call.Value(reference) ?? throw new UsageException(Texts.CaseMissing)),
                        cancellationToken)
                    : await call.Client.Review.EvidenceAsync(call.Required(id), cancellationToken);
                ReviewSpeech.Tell(call.Session, evidence);
                return Exit.Done;
            });
    }

    /// <summary>A note may name a person: it is piped or typed, and no part of the command.</summary>
    private static Command Note(Frame frame, Argument<Guid> id, Option<string?> officer) => frame.Verb(
        "note",
        Texts.ReviewNote,
        ["hues review note 01a20b18-… --officer cb.002        # asks for the note", "hues review note 01a20b18-… --officer cb.002 < ghi-chu.txt"],
        [id, officer],
        async (call, cancellationToken) =>
        {
            var note = call.Session.Around.IsTerminal
                ? await call.Session.AskAsync(Texts.AskNote, cancellationToken)
                : (await call.Session.Around.Input.ReadToEndAsync(cancellationToken)).Trim();
            ReviewSpeech.Tell(call.Session, await call.Client.Review.NoteAsync(call.Required(id), call.Officer(officer), note, cancellationToken));
            return Exit.Done;
        });
}
