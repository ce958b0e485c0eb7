namespace HueS.Integration.Reconciliation;

/// <summary>The kinds of runs there are.</summary>
internal sealed class RunKinds(IEnumerable<IRunKind> kinds)
{
    private readonly Dictionary<RunKind, IRunKind> _kinds = kinds.ToDictionary(kind => kind.Kind);

    public IRunKind Of(Run run) => _kinds[run.Kind];

    public IRunKind Of(RunItem item) => _kinds[item.Kind];
}
