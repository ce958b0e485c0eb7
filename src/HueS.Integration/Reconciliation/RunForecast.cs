using HueS.Integration.Access;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Reconciliation;

/// <summary>What is left of a dry run, in questions, money and time.</summary>
/// <param name="LookUps">At least so many; a replaced number or another spelling costs one more.</param>
/// <param name="VitalStatus">At most so many: only of those who are found.</param>
/// <param name="Fee">In dong, by the first route.</param>
/// <param name="ExpectedEnd">By quota and window as they stand; <c>null</c>: no route runs, or not within two months.</param>
internal sealed record RunEstimate(int People, int LookUps, int VitalStatus, long Fee, DateTimeOffset? ExpectedEnd);

/// <summary>Says before anybody is asked what asking will take.</summary>
internal sealed class RunForecast(RegisterForecast register, RegisterRoutes routes, AccessPolicy access, RunKinds kinds)
{
    public async Task<RunEstimate> OfAsync(Run run, Pool pool, CancellationToken cancellationToken)
    {
        var people = run.Counts.Waiting;
        if (!kinds.Of(run).AsksRegister)
            return new RunEstimate(people, 0, 0, 0, null);
        var vital = access.For(run.ClientId, run.Purpose) is { Purpose.VitalStatus: true } ? people : 0;
        var questions = people + vital;
        var fee = questions * routes.All[0].Pipeline.Governor.Options.FeePerQuery;
        var end = questions == 0 ? null : await register.ExpectedAsync(Lane.Reconciliation, questions - 1, pool, cancellationToken);
        return new RunEstimate(people, people, vital, fee, end);
    }
}
