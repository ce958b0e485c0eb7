using HueS.Integration.Audit;
using HueS.Integration.Review;

namespace HueS.Integration.Verification.Receipts;

/// <summary>
/// Tells the way of a request from the rows it left. How many questions an answer took and how long would tell which answer
/// it was, so an attempt is one step, whatever was asked in it, and times are told to the minute.
/// </summary>
internal sealed record ReceiptTrace(
    VerificationCase Case,
    IReadOnlyList<IntentRow> Intents,
    IReadOnlyList<TrailRow> Trail,
    IReadOnlyList<TaskRow> Tasks)
{
    public Receipt ToReceipt()
    {
        var state = State();
        var waiting = state == ReceiptState.Waiting;
        return new Receipt(
            Case.Receipt,
            Case.ClientId,
            state,
            [.. Hops().Select(hop => hop with { At = ToTheMinute(hop.At) })],
            waiting && Case.Standing is { } standing ? ToTheMinute(standing.DueAt).AddMinutes(1) : null,
            waiting ? ToTheMinute(Case.Deadline) : null);
    }

    private ReceiptState State()
    {
        if (Case.WithdrawnAt is not null)
            return ReceiptState.Withdrawn;
        if (Case.Settlement is not { } settlement)
            return ReceiptState.Waiting;
        var isLeftToPerson = settlement.Decision.Outcome == Outcome.NeedsPerson && (Tasks.Count == 0 || Tasks.Any(task => task.ClosedAt is null));
        return isLeftToPerson ? ReceiptState.WithPerson : ReceiptState.Answered;
    }

    private List<ReceiptHop> Hops()
    {
        var others = Trail.Select(Marked).OfType<ReceiptHop>().Concat(Ending()).OrderBy(hop => hop.At).ToList();
        // Received before anything else, whichever clock wrote the rows.
        List<ReceiptHop> hops = [new(ReceiptStep.Received, Case.CreatedAt)];
        var after = DateTimeOffset.MinValue;
        foreach (var hop in others)
        {
            hops.AddRange(Attempt(after, hop.At));
            hops.Add(hop);
            after = hop.At;
        }

        hops.AddRange(Attempt(after, DateTimeOffset.MaxValue));
        return hops;
    }

    /// <summary>
    /// The questions between two other steps, as one: only those of the first kind, for a second kind is asked depending on
    /// what the first was answered; but each way that was tried for it.
    /// </summary>
    private IEnumerable<ReceiptHop> Attempt(DateTimeOffset after, DateTimeOffset until)
    {
        var asked = Intents.Where(intent => intent.At > after && intent.At <= until).ToList();
        return asked
            .Where(intent => intent.Operation == asked[0].Operation)
            .DistinctBy(intent => intent.Upstream)
            .Select(intent => new ReceiptHop(ReceiptStep.Asked, intent.At, intent.Upstream));
    }

    private static ReceiptHop? Marked(TrailRow row) => row.Action switch
    {
        AuditAction.VerificationPutOff => new(ReceiptStep.PutOff, row.At, Reason: row.Note),
        AuditAction.VerificationRetried => new(ReceiptStep.Retried, row.At),
        _ => null,
    };

    private IEnumerable<ReceiptHop> Ending()
    {
        if (Case.WithdrawnAt is { } withdrawn)
            yield return new(ReceiptStep.Withdrawn, withdrawn);
        if (Case.Settlement is { } settlement)
            yield return new(settlement.Source == AnswerSource.None ? ReceiptStep.HandedOver : ReceiptStep.Answered, EndOf(settlement));
        foreach (var task in Tasks)
        {
            yield return new(ReceiptStep.TaskOpened, task.OpenedAt);
            if (task.ClosedAt is { } closed)
                yield return new(ReceiptStep.TaskClosed, closed);
        }
    }

    /// <summary>No answer came before its question, however far the clocks of node and database stand apart.</summary>
    private DateTimeOffset EndOf(Settlement settlement) =>
        Intents.Count > 0 && Intents[^1].At > settlement.SettledAt ? Intents[^1].At : settlement.SettledAt;

    private static DateTimeOffset ToTheMinute(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute));
}
