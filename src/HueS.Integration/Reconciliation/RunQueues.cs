using HueS.Integration.Storage;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Reconciliation;

/// <summary>Every run has queues of its own, one for each thing that is done for all of its people, so that pausing is not looking into them.</summary>
internal sealed class RunQueues(IOptions<ReconciliationOptions> options)
{
    public WorkQueue Looks(Guid runId) => Queue("look", runId);

    public WorkQueue Effects(Guid runId) => Queue("apply", runId);

    /// <summary>Its items point at what was changed, not at people.</summary>
    public WorkQueue Undoings(Guid runId) => Queue("undo", runId);

    private WorkQueue Queue(string what, Guid runId) => new($"run.{what}/{runId}", options.Value.Lease);
}
