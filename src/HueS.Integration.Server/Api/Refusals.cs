using System.Diagnostics;
using HueS.Integration.Storage;

namespace HueS.Integration.Server.Api;

/// <summary>Writes the audit of a refused request. Registered by the composition root; may write to the database.</summary>
internal delegate Task RefusalRecorder(Refusal refusal, CancellationToken cancellationToken);

/// <summary>A request that was turned away, in words that identify nobody.</summary>
/// <param name="ClientId">Who asked; absent where no token proved it.</param>
/// <param name="Code">Code of the problem answered.</param>
/// <param name="Action">Method and route pattern, such as <c>POST /v1/verifications</c>; never the path with its values.</param>
/// <param name="TraceId">Trace of the request.</param>
internal sealed record Refusal(string? ClientId, string Code, string Action, string TraceId);

internal static class Refusals
{
    /// <summary>
    /// The one call site of the audit of refusals. Paths that lead nowhere are left out, so that a scanner cannot fill the trail.
    /// A caller who hangs up is recorded all the same; a trail that cannot be written does not turn a refusal into a failure,
    /// for a refusal discloses nothing.
    /// </summary>
    public static async Task RecordAsync(HttpContext context, ProblemType type)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route })
            return;
        if (context.RequestServices.GetService<RefusalRecorder>() is not { } record)
            return;

        var refusal = new Refusal(
            context.User.ClientId(),
            type.Code,
            $"{context.Request.Method} /{route.TrimStart('/')}",
            Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
        try
        {
            await record(refusal, CancellationToken.None);
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Refusals));
            Log.RefusalNotRecorded(log, type.Code, failure.GetType().Name);
        }
    }
}
