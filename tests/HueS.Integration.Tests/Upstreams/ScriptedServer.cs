using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public XElement Question => XDocument.Parse(Body).Root!.Elements().Last().Elements().Single();
}

/// <summary>
/// A server that can misbehave in every way a socket allows: it hands the script the bare stream, and closes the connection
/// after one answer.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly Task _serving;

    public ScriptedServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What to do with the n-th request, counted from 1.</summary>
    public Func<int, Received, Stream, CancellationToken, Task> Script { get; set; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>Wraps each new connection, in TLS for example.</summary>
    public Func<Stream, Task<Stream>> Wrap { get; set; } = Task.FromResult;

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public IReadOnlyList<Received> Requests => [.. _received];

    public int Connections { get; private set; }

    public static Task WriteAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    public static async Task AnswerAsync(
        Stream stream,
        int status,
        string contentType,
        byte[] body,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {status} Scripted\r\nConnection: close\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: {contentType}\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await WriteAsync(stream, head.Append("\r\n").ToString(), cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Connections++;
                connections.Add(HandleAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(connections);
    }

    private async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await Wrap(client.GetStream());
                if (await ReadAsync(stream, _stopping.Token) is not { } request)
                    return;
                _received.Enqueue(request);
                await Script(_received.Count, request, stream, _stopping.Token);
            }
            // The other side leaves whenever it likes, and so do tests.
            catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
            }
        }
    }

    private static async Task<Received?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
                return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        var headers = lines.Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new Received(start[0], start[1], headers, Encoding.UTF8.GetString(body));
    }
}
