namespace HueS.Integration.Reconciliation;

/// <summary>What a person may do to a run.</summary>
internal enum RunStep
{
    Plan,
    DryRun,
    Start,
    Pause,
    Resume,
    Cancel,
    Undo,
}

/// <summary>The life of a run on one page, as far as people move it on.</summary>
internal static class RunLife
{
    /// <summary>Where a step leads; <c>null</c>: not from here.</summary>
    public static RunState? Next(Run run, RunStep step) => (run.State, step) switch
    {
        (RunState.Draft, RunStep.Plan) => RunState.Planned,
        (RunState.Planned, RunStep.DryRun) => RunState.DryRun,
        // Whoever could not be looked at is asked about again; what was agreed to no longer is.
        (RunState.AwaitingApproval, RunStep.DryRun) when run.Counts.Unreachable > 0 => RunState.DryRun,
        (RunState.AwaitingApproval, RunStep.Start) => RunState.Applying,
        (RunState.DryRun or RunState.Applying, RunStep.Pause) => RunState.Paused,
        (RunState.Paused, RunStep.Resume) => run.PausedFrom,
        (RunState.Draft or RunState.Planned or RunState.DryRun or RunState.AwaitingApproval or RunState.Applying or RunState.Paused, RunStep.Cancel) =>
            RunState.Cancelled,
        (RunState.Completed or RunState.Cancelled, RunStep.Undo) when run.Counts.Applied > 0 => RunState.Undoing,
        _ => null,
    };
}
