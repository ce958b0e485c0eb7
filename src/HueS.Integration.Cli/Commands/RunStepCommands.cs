using System.CommandLine;
using HueS.Integration.Cli.Lists;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

using Step = Func<Call, Run, string, CancellationToken, Task<Run>>;

/// <summary>What moves a run on. Whatever asks the register or touches people is shown first, and done only once confirmed.</summary>
internal static class RunStepCommands
{
    public static IEnumerable<Command> Of(Frame frame, Argument<Guid> id) =>
    [
        Of(frame, id, "plan", Texts.RunsPlan, null, (call, run, officer, token) => call.Client.Runs.PlanAsync(run.Id, run.Version, officer, token)),
        Of(frame, id, "dry-run", Texts.RunsDryRun, run => (run.Plan?.People ?? 0, Texts.AskMany),
            (call, run, officer, token) => call.Client.Runs.DryRunAsync(run.Id, run.Version, officer, token)),
        Approve(frame, id),
        Of(frame, id, "start", Texts.RunsStart, run => (run.Counts.Findings, Texts.ApplyMany),
            (call, run, officer, token) => call.Client.Runs.StartAsync(run.Id, run.Version, officer, token)),
        Of(frame, id, "pause", Texts.RunsPause, null, (call, run, officer, token) => call.Client.Runs.PauseAsync(run.Id, run.Version, officer, token)),
        Of(frame, id, "resume", Texts.RunsResume, null, (call, run, officer, token) => call.Client.Runs.ResumeAsync(run.Id, run.Version, officer, token)),
        Of(frame, id, "cancel", Texts.RunsCancel, run => (run.Counts.Waiting, Texts.EndMany),
            (call, run, officer, token) => call.Client.Runs.CancelAsync(run.Id, run.Version, officer, token)),
        Of(frame, id, "undo", Texts.RunsUndo, run => (run.Counts.Applied, Texts.UndoMany),
            (call, run, officer, token) => call.Client.Runs.UndoAsync(run.Id, run.Version, officer, token)),
    ];

    private static Command Of(
        Frame frame, Argument<Guid> id, string name, BilingualText about, Func<Run, (long Count, BilingualText What)>? weighs, Step step)
    {
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var yes = frame.Option<bool>("--yes", Texts.YesOption);
        var dryRun = frame.Option<bool>("--dry-run", Texts.DryRunOption);
        return frame.Verb(
            name,
            about,
            [$"hues runs {name} 01a20b18-…{(weighs is null ? "" : " --yes")}"],
            weighs is null ? [id, officer] : [id, officer, dryRun, yes],
            async (call, cancellationToken) =>
            {
                var run = await call.Client.Runs.ReadAsync(call.Required(id), cancellationToken);
                if (weighs?.Invoke(run) is var (count, what)
                    && !await call.Session.MayAsync(count, call.Value(yes), call.Value(dryRun), what, cancellationToken))
                    return Exit.Done;
                return Tell(call.Session, await step(call, run, call.Officer(officer), cancellationToken));
            });
    }

    private static Command Approve(Frame frame, Argument<Guid> id)
    {
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var digest = frame.Option<string>("--digest", Texts.DigestOption, required: true);
        return frame.Verb(
            "approve",
            Texts.RunsApprove,
            ["hues runs approve 01a20b18-… --digest 4f1c… --officer cb.003"],
            [id, digest, officer],
            async (call, cancellationToken) =>
            {
                var run = await call.Client.Runs.ReadAsync(call.Required(id), cancellationToken);
                var approval = new RunApproval(call.Officer(officer), call.Value(digest)!);
                RunSpeech.Tell(call.Session, await call.Client.Runs.ApproveAsync(run.Id, run.Version, approval, cancellationToken));
                return Exit.Done;
            });
    }

    private static int Tell(Session session, Run run)
    {
        RunSpeech.Tell(session, run);
        if (run.State is not (RunState.DryRun or RunState.Applying or RunState.Undoing))
            return Exit.Done;
        session.Note(Texts.RunWatchNext, run.Id);
        return Exit.Partial;
    }
}
