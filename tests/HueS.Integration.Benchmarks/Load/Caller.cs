using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HueS.Integration.Benchmarks.Load;

/// <summary>
/// One caller on one connection. Written on a bare socket with requests made beforehand: on two cores an HTTP client would take
/// more than what it measures leaves it.
/// </summary>
internal sealed class Caller(Uri address, IReadOnlyList<Exchange> exchanges)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public List<double> Milliseconds { get; } = new(10_000);

    /// <summary>Answers of the warm-up too.</summary>
    public int Answered { get; private set; }

    public int Wrong { get; private set; }

    public string? FirstWrong { get; private set; }

    public async Task<Caller> CallAsync(LoadClock clock, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), cancellationToken);
        for (var at = 0; clock.MayAsk(); at++)
        {
            var exchange = exchanges[at % exchanges.Count];
            var asked = TimeProvider.System.GetTimestamp();
            await socket.SendAsync(exchange.Request, cancellationToken);
            var length = await ReceiveAsync(socket, cancellationToken);
            var answered = TimeProvider.System.GetTimestamp();
            Answered++;
            if (!IsExpected(_buffer.AsSpan(0, length), exchange))
                Note(_buffer.AsSpan(0, length));
            if (!clock.Counts(asked))
                continue;
            Milliseconds.Add(TimeProvider.System.GetElapsedTime(asked, answered).TotalMilliseconds);
            clock.Note(answered);
        }

        return this;
    }

    private static bool IsExpected(ReadOnlySpan<byte> answer, Exchange exchange) =>
        answer.StartsWith("HTTP/1.1 200 "u8) && answer.IndexOf(exchange.Expected) >= 0;

    /// <summary>The status alone: what follows is about a person.</summary>
    private void Note(ReadOnlySpan<byte> answer)
    {
        Wrong++;
        FirstWrong ??= answer.Length < 12 ? "no answer" : $"HTTP status {Encoding.ASCII.GetString(answer[9..12])}";
    }

    /// <summary>One whole answer, by its length or in chunks; 0 where the connection ended.</summary>
    private async ValueTask<int> ReceiveAsync(Socket socket, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                throw new IOException("The connection was closed in the middle of an answer.");
            length += read;
            if (IsWhole(_buffer.AsSpan(0, length)))
                return length;
            if (length == _buffer.Length)
                throw new IOException("An answer is longer than any should be.");
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var body = answer[(head + 4)..];
        var stated = answer[..head].IndexOf("Content-Length: "u8);
        if (stated < 0)
            return body.EndsWith("0\r\n\r\n"u8);
        var digits = answer[(stated + "Content-Length: ".Length)..head];
        return System.Buffers.Text.Utf8Parser.TryParse(digits, out int length, out _) && body.Length >= length;
    }
}
