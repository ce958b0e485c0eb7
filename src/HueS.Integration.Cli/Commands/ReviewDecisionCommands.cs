using System.CommandLine;
using HueS.Integration.Cli.Screens;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>What people decide, and what a second person says to it.</summary>
internal static class ReviewDecisionCommands
{
    public static Command Decide(Frame frame, Argument<Guid> id, Option<string?> officer)
    {
        var decision = frame.Choice<ReviewDecision>("--decision", Texts.DecisionOption, required: true);
        var reason = frame.Choice<ReviewDecisionReason>("--reason", Texts.ReasonOption, required: true);
        var version = frame.Option<int>("--if-version", Texts.TaskVersionOption, required: true);
        var candidate = frame.Option<Guid?>("--candidate", Texts.CandidateOption);
        return frame.Verb(
            "decide",
            Texts.ReviewDecide,
            ["hues review decide 01a20b18-… --decision link --reason documents_seen --if-version 2 --officer cb.002"],
            [id, decision, reason, version, candidate, officer],
            async (call, cancellationToken) =>
            {
                var request = new ReviewDecisionRequest(
                    call.Officer(officer), call.Value(decision)!.Value, call.Value(reason)!.Value, call.Value(candidate));
                var task = await call.Client.Review.DecideAsync(call.Required(id), request, call.Value(version), cancellationToken);
                ReviewSpeech.Tell(call.Session, task);
                if (task.State == ReviewState.Proposed)
                    call.Session.Note(Texts.SecondPersonNext, task.Id);
                return task.State == ReviewState.Proposed ? Exit.Partial : Exit.Done;
            });
    }

    public static Command Approve(Frame frame, Argument<Guid> id, Option<string?> officer) => frame.Verb(
        "approve",
        Texts.ReviewApprove,
        ["hues review approve 01a20b18-… --officer cb.003"],
        [id, officer],
        async (call, cancellationToken) =>
        {
            ReviewSpeech.Tell(call.Session, await call.Client.Review.ApproveAsync(call.Required(id), call.Officer(officer), cancellationToken));
            return Exit.Done;
        });

    public static Command Refuse(Frame frame, Argument<Guid> id, Option<string?> officer)
    {
        var reason = frame.Choice<ReviewRefusalReason>("--reason", Texts.ReasonOption, required: true);
        return frame.Verb(
            "refuse",
            Texts.ReviewRefuse,
            ["hues review refuse 01a20b18-… --reason evidence_too_thin --officer cb.003"],
            [id, reason, officer],
            async (call, cancellationToken) =>
            {
                ReviewSpeech.Tell(call.Session, await call.Client.Review.RefuseAsync(
                    call.Required(id), call.Officer(officer), call.Value(reason)!.Value, cancellationToken));
                return Exit.Done;
            });
    }
}
