using HueS.Integration.Server.Operations;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.AspNetCore.Diagnostics;

namespace HueS.Integration.Server.Api;

/// <summary>
/// The one translation of this door: what stops a request becomes a problem with a stable type. An exception's message is
/// neither answered nor logged, for it may quote what a person typed.
/// </summary>
internal sealed class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var answer = For(exception);
        if (answer.Type == ProblemTypes.InternalError)
            Log.RequestFailed(log, exception.Describe());
        else if (answer.Type.Status >= 500)
            Log.RequestStopped(log, answer.Type.Code, exception.GetType().Name);

        await answer.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Every exception a caller can do something about; a new one is one line here.</summary>
    public static ProblemAnswer For(Exception exception) => exception switch
    {
        BadHttpRequestException refused => new ProblemAnswer(ProblemTypes.ForStatus(refused.StatusCode)),
        UpstreamUnavailableException unavailable => new ProblemAnswer(ProblemTypes.RecordSystemUnavailable, retryAfter: unavailable.RetryAfter),
        UpstreamRefusedException => new ProblemAnswer(ProblemTypes.RecordSystemUnavailable),
        _ when Outage.Is(exception) => new ProblemAnswer(ProblemTypes.Busy),
        _ => new ProblemAnswer(ProblemTypes.InternalError),
    };
}
