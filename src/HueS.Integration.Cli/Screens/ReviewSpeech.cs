using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Screens;

/// <summary>Doubts in words.</summary>
internal static class ReviewSpeech
{
    public static void Line(Session session, ReviewTask task) => session.Tell(task, () => session.Line(
        $"{task.Id}\t{HuesJson.Code(task.Kind)}\t{HuesJson.Code(task.State)}\t{string.Join(',', task.Reasons)}\t{Session.Moment(task.DueAt)}{(task.Overdue ? " !" : "")}\tv{task.Version}"));

    public static void Tell(Session session, ReviewTask task) => session.Tell(task, () =>
    {
        Head(session, task);
        session.Tell(task.Text);
    });

    public static void Tell(Session session, ReviewTaskDetail detail) => session.Tell(detail, () =>
    {
        Head(session, detail.Task);
        session.Tell(detail.Task.Text);
        foreach (var note in detail.Notes)
            session.Say(Texts.ReviewNoteLine, Session.Moment(note.WrittenAt), note.Note);
        if (detail.Draft is { } draft)
            session.Say(Texts.ReviewDraftLine, Code(draft.Decision), Code(draft.Reason), draft.Note ?? "");
        if (detail.Decision is { } decided)
            session.Say(Texts.ReviewDecidedLine, HuesJson.Code(decided.Decision), HuesJson.Code(decided.Reason), Session.Moment(decided.DecidedAt));
        foreach (var offer in detail.Decisions)
            session.Say(
                offer.NeedsSecond ? Texts.ReviewOfferSecond : Texts.ReviewOffer,
                HuesJson.Code(offer.Decision),
                offer.Text.In(session.Language),
                string.Join('|', offer.Reasons.Select(reason => HuesJson.Code(reason))));
    });

    /// <summary>Both sides, beside each other.</summary>
    public static void Tell(Session session, ReviewEvidence evidence) => session.Tell(evidence, () =>
    {
        session.Rows(
            [
                Texts.ColumnField,
                new BilingualText(session.In(Side(evidence.Left)), session.In(Side(evidence.Left))),
                new BilingualText(session.In(Side(evidence.Right)), session.In(Side(evidence.Right))),
                Texts.ColumnComparison,
            ],
            evidence.Lines.Select(line => (string[])
            [
                Codes.Fields.In(line.Field, session.Language), line.Left ?? "-", line.Right ?? "-", Codes.Comparisons.In(line.Comparison, session.Language),
            ]));
        foreach (var candidate in evidence.Candidates)
            session.Say(
                Texts.ReviewCandidateLine, candidate.CitizenId, session.Number(candidate.Chance), candidate.Rule, string.Join(' ', candidate.WhyNot),
                candidate.IsThisCitizen ? session.In(Texts.ThisCitizen) : session.In(Texts.OtherCitizen));
        foreach (var record in evidence.Records)
            session.Say(Texts.ReviewRecordLine, record.System, record.RecordId, record.State, record.LinkId);
    });

    public static void Head(Session session, ReviewTask task) => session.Say(
        Texts.ReviewHead,
        Codes.Kinds.In(task.Kind, session.Language),
        Codes.States.In(task.State, session.Language),
        string.Join(", ", task.Reasons),
        Session.Moment(task.WaitingSince),
        Session.Moment(task.DueAt),
        task.Version,
        task.Id);

    private static BilingualText Side(ReviewSide side) => side switch
    {
        ReviewSide.Claim => Texts.SideClaim,
        ReviewSide.Register => Texts.SideRegister,
        ReviewSide.Citizen => Texts.SideCitizen,
        ReviewSide.Record => Texts.SideRecord,
        ReviewSide.Verification => Texts.SideVerification,
        ReviewSide.OtherCitizen => Texts.SideOtherCitizen,
        ReviewSide.Records => Texts.SideRecords,
        _ => throw new InvalidOperationException($"Unknown side {side}."),
    };

    private static string Code(Enum? value) => value is null ? "-" : HuesJson.Code(value);
}
