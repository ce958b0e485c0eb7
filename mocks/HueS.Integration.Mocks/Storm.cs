using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HueS.Integration.Mocks;

/// <summary>Does to a request what the weather drew for it.</summary>
internal sealed class Storm(Weather weather, Role role, RequestDelegate door, TimeProvider time, CancellationToken stopping)
{
    /// <summary>A reset makes the caller's system forget what it has not read yet: so long it may read the first half.</summary>
    private static readonly TimeSpan BeforeReset = TimeSpan.FromMilliseconds(50);

    private const string HtmlPage = "<!DOCTYPE html><html><head><title>Bảo trì</title></head><body><h1>Hệ thống đang bảo trì</h1></body></html>";

    private bool SpeaksXml => role.MediaType.StartsWith("text/xml", StringComparison.Ordinal);

    /// <summary>The fault that struck, for the count.</summary>
    public async Task<FaultKind?> InvokeAsync(HttpContext context)
    {
        var (fault, delay) = weather.Draw();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, time, leaving.Token);
            await StrikeAsync(fault, context, leaving.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            context.Abort();
        }

        return fault?.Kind ?? (delay > TimeSpan.Zero ? FaultKind.Slow : null);
    }

    private async Task StrikeAsync(Fault? fault, HttpContext context, CancellationToken leaving)
    {
        switch (fault?.Kind)
        {
            case null or FaultKind.Slow:
                await door(context);
                break;
            case FaultKind.Down or FaultKind.Flaky:
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, fault, leaving);
                break;
            case FaultKind.Throttled:
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, fault, leaving);
                break;
            case FaultKind.BlackHole:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, leaving);
                break;
            case FaultKind.Dripping:
                await DripAsync(context, TimeSpan.FromSeconds(fault.Seconds ?? 10), leaving);
                break;
            case FaultKind.Resetting:
                await ResetAsync(context, leaving);
                break;
            case FaultKind.Truncated:
                var whole = await AnswerAsync(context);
                await WriteAsync(context, whole.AsMemory(0, whole.Length / 2), leaving);
                break;
            case FaultKind.Lying:
                await LieAsync(context, fault.Lie ?? Lie.Page, leaving);
                break;
            case FaultKind.PlatformError:
                await RoadError.WriteAsync(
                    context, fault.Code ?? "Server.ServerProxy.ServiceFailed.HttpError", "The service could not be reached.", leaving);
                break;
            case FaultKind.Oversized:
                await FloodAsync(context, fault.Bytes ?? 400L << 20, leaving);
                break;
            case FaultKind.Refusing:
                await Answers.WrapperAsync(
                    context, StatusCodes.Status403Forbidden, fault.Code ?? "005", "Không có quyền thực hiện.", leaving);
                break;
        }
    }

    private static async Task RefuseAsync(HttpContext context, int status, Fault fault, CancellationToken leaving)
    {
        context.Response.StatusCode = status;
        if (fault.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("The service is not available.", leaving);
    }

    private async Task DripAsync(HttpContext context, TimeSpan over, CancellationToken leaving)
    {
        var body = await AnswerAsync(context);
        context.Response.ContentLength = body.Length;
        var start = time.GetTimestamp();
        for (var sent = 0; sent < body.Length; sent++)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(sent, 1), leaving);
            await context.Response.Body.FlushAsync(leaving);
            var ahead = over * ((sent + 1.0) / body.Length) - time.GetElapsedTime(start);
            if (ahead > TimeSpan.Zero)
                await Task.Delay(ahead, time, leaving);
        }
    }

    private async Task ResetAsync(HttpContext context, CancellationToken leaving)
    {
        var body = await AnswerAsync(context);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), leaving);
        await context.Response.Body.FlushAsync(leaving);
        await Task.Delay(BeforeReset, time, leaving);
        // Without lingering the system sends RST: the caller sees a reset, not an early end.
        if (context.Features.Get<IConnectionSocketFeature>() is { Socket: var socket })
            socket.LingerState = new System.Net.Sockets.LingerOption(enable: true, seconds: 0);
        context.Abort();
    }

    private async Task LieAsync(HttpContext context, Lie lie, CancellationToken leaving)
    {
        var (type, text) = lie switch
        {
            Lie.Page => ("text/html; charset=utf-8", HtmlPage),
            Lie.MislabelledPage => (role.MediaType, HtmlPage),
            Lie.MislabelledFormat when SpeaksXml => (role.MediaType, """{"error_code":0,"message":""}"""),
            Lie.MislabelledFormat => (role.MediaType, "<?xml version='1.0' encoding='UTF-8'?><data/>"),
            _ => throw new InvalidOperationException($"No such lie: {lie}."),
        };
        context.Response.ContentType = type;
        await context.Response.WriteAsync(text, leaving);
    }

    private async Task FloodAsync(HttpContext context, long bytes, CancellationToken leaving)
    {
        context.Response.ContentType = role.MediaType;
        var chunk = new byte[64 * 1024];
        chunk.AsSpan().Fill((byte)' ');
        // A beginning no parser refuses, then white space without end: only a cap helps.
        await context.Response.WriteAsync(SpeaksXml ? "<data>" : "{", leaving);
        for (var left = bytes; left > 0; left -= chunk.Length)
            await context.Response.Body.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), leaving);
    }

    /// <summary>The right answer's head goes to the caller as it is; its body is handed to the weather.</summary>
    private async Task<byte[]> AnswerAsync(HttpContext context)
    {
        var features = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var kept = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(kept));
        try
        {
            await door(context);
        }
        finally
        {
            context.Features.Set(features);
        }

        context.Response.ContentLength = null;
        return kept.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, CancellationToken leaving)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, leaving);
    }
}
