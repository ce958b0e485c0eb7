using System.Net;

namespace HueS.Integration.Client.Wire;

/// <summary>
/// Gives every attempt its time, and makes a call again that got no answer where that has one effect at most: it only reads,
/// or it carries an idempotency key.
/// </summary>
internal sealed class Persistence(HuesClientOptions options, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Calls.IsStreamed(request))
            return await base.SendAsync(request, cancellationToken);
        if (request.Content is { } content)
            await content.LoadIntoBufferAsync(cancellationToken);

        for (var left = request.Method == HttpMethod.Get || request.Headers.Contains(Calls.IdempotencyKey) ? options.Retries : 0; ; left--)
        {
            var pause = FirstPause * Math.Pow(2, options.Retries - left);
            try
            {
                var response = await AttemptAsync(request, cancellationToken);
                if (left == 0 || !IsPassing(response.StatusCode))
                    return response;
                var wished = RetryAfterOf(response, time);
                // What takes longer is the caller's to plan.
                if (wished > LongestPause)
                    return response;
                response.Dispose();
                pause = wished ?? pause;
            }
            catch (HttpRequestException) when (left > 0)
            {
            }
            catch (TimeoutException) when (left > 0)
            {
            }

            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken);
        }
    }

    internal static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await base.SendAsync(request, either.Token);
            // A body that drips is no answer either.
            await response.Content.LoadIntoBufferAsync(either.Token);
            return response;
        }
        catch (OperationCanceledException slow) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("No answer in time.", slow);
        }
    }
}
