using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>One request as it arrived, whatever became of it.</summary>
/// <param name="Operation">The last part of the address: the register's operation as the route calls it, or <c>token</c>; or <c>dossier</c>.</param>
/// <param name="RequestId">The question's own id; empty where the request carries none.</param>
/// <param name="Subject">The number asked about: personal, old card or dossier.</param>
/// <param name="RoadId">X-Road-Id; empty where the request carries none.</param>
/// <param name="Fault">What the weather did to it; none when it was let through.</param>
public sealed record SeenRequest(string Operation, string RequestId, string Subject, string RoadId, FaultKind? Fault)
{
    /// <summary>Shows no number.</summary>
    public override string ToString() => $"SeenRequest({Operation}, {RequestId})";
}

/// <summary>Counts what was asked, faults included, so that amplification can be measured.</summary>
public sealed class RequestLog
{
    private const int Kept = 200_000;
    private const int LongestRead = 64 * 1024;

    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly ConcurrentDictionary<string, int> _byOperation = new();

    /// <summary>All requests.</summary>
    public int Total => _byOperation.Values.Sum();

    /// <summary>Requests by operation.</summary>
    public IReadOnlyDictionary<string, int> ByOperation => new Dictionary<string, int>(_byOperation);

    /// <summary>The requests themselves, oldest first; the last 200,000 of them.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <summary>The request ids received, empty for calls that are no question, oldest first.</summary>
    public IReadOnlyList<string> RequestIds => [.. _seen.Select(request => request.RequestId)];

    /// <summary>Requests of one operation.</summary>
    public int Of(string operation) => _byOperation.GetValueOrDefault(operation);

    /// <summary>Requests of any operation about one number.</summary>
    public int About(string subject) => _seen.Count(request => request.Subject == subject);

    /// <summary>Starts counting anew.</summary>
    public void Clear()
    {
        _byOperation.Clear();
        _seen.Clear();
    }

    internal RequestDelegate Around(Role role, Func<HttpContext, Task<FaultKind?>> next) => async context =>
    {
        var path = context.Request.Path.Value ?? "";
        var name = path[(path.LastIndexOf('/') + 1)..];
        var (operation, requestId, subject) = HttpMethods.IsPost(context.Request.Method)
            ? await ReadAsync(role, name, context)
            : ("dossier", "", name);
        // Counted on arrival: a caller who gave up has asked all the same.
        _byOperation.AddOrUpdate(operation, 1, (_, count) => count + 1);
        var fault = await next(context);
        _seen.Enqueue(new SeenRequest(operation, requestId, subject, context.Request.Headers[Answers.RoadId].ToString(), fault));
        while (_seen.Count > Kept)
            _seen.TryDequeue(out _);
    };

    private static async Task<(string Operation, string RequestId, string Subject)> ReadAsync(
        Role role, string operation, HttpContext context)
    {
        context.Request.EnableBuffering();
        var body = new byte[LongestRead];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        context.Request.Body.Position = 0;
        var (requestId, subject) = role.Asked(body.AsMemory(0, length));
        return (operation, requestId, subject);
    }
}
