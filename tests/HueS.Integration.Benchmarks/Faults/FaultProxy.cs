using System.Net;
using System.Net.Sockets;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>What a network does to a connection.</summary>
internal enum Wire
{
    Sound,

    /// <summary>Nobody listens.</summary>
    Refused,

    /// <summary>Reset as soon as it stands.</summary>
    ResetAtOnce,

    /// <summary>The answer begins, then the connection is reset.</summary>
    ResetInBody,

    /// <summary>Taken, and never a byte back; the request is read.</summary>
    HalfOpen,

    /// <summary>The answer a few bytes at a time.</summary>
    Drip,

    /// <summary>Each piece of an answer comes late.</summary>
    Late,

    /// <summary>Every person in an answer is somebody else.</summary>
    SomeoneElse,
}

/// <summary>
/// Stands between the service and an upstream and breaks what HTTP stubs cannot break: connections. A change of wire strikes the
/// connections that stand as well as new ones.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int BodyBegins = 40;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly Uri _upstream;
    private readonly int _port;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _connections = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private CancellationTokenSource _wireChanges = new();
    private Wire _wire;

    public FaultProxy(Uri upstream)
    {
        _upstream = upstream;
        var listener = Listen(0);
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public async Task ChangeAsync(Wire wire)
    {
        _wire = wire;
        // Standing connections belong to the old wire.
        var changes = _wireChanges;
        _wireChanges = new CancellationTokenSource();
        await changes.CancelAsync();
        changes.Dispose();
        if (wire == Wire.Refused)
            await CloseAsync();
        else if (_listener is null)
            Listen(_port);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _wireChanges.CancelAsync();
        await CloseAsync();
        await Task.WhenAll(_connections);
        _wireChanges.Dispose();
        _stopping.Dispose();
    }

    private TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(512);
        _listener = listener;
        _accepting = AcceptAsync(listener);
        return listener;
    }

    private async Task CloseAsync()
    {
        _listener?.Stop();
        _listener = null;
        await _accepting;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var caller = await listener.AcceptSocketAsync(_stopping.Token);
                _connections.RemoveAll(connection => connection.IsCompleted);
                _connections.Add(ServeAsync(caller, _wire, _wireChanges.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket caller, Wire wire, CancellationToken changed)
    {
        using var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        caller.NoDelay = true;
        try
        {
            if (wire == Wire.ResetAtOnce)
                return;
            await upstream.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _upstream.Port), changed);
            await Task.WhenAny(PassAsync(caller, upstream, wire: Wire.Sound, changed), PassAsync(upstream, caller, wire, changed));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            // Without lingering the system sends a reset, not an early end.
            caller.LingerState = new LingerOption(enable: true, seconds: 0);
            caller.Dispose();
        }
    }

    private static async Task PassAsync(Socket from, Socket to, Wire wire, CancellationToken changed)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, changed) is > 0 and var length)
            {
                if (!await PassAsync(buffer.AsMemory(0, length), to, wire, changed))
                    return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task<bool> PassAsync(ReadOnlyMemory<byte> piece, Socket to, Wire wire, CancellationToken changed)
    {
        switch (wire)
        {
            case Wire.HalfOpen:
                return true;
            case Wire.ResetInBody:
                await to.SendAsync(piece[..Math.Min(BodyBegins, piece.Length)], changed);
                await Task.Delay(Delay, changed);
                return false;
            case Wire.Drip:
                for (var at = 0; at < piece.Length; at += 4)
                {
                    await to.SendAsync(piece.Slice(at, Math.Min(4, piece.Length - at)), changed);
                    await Task.Delay(Delay, changed);
                }

                return true;
            case Wire.Late:
                await Task.Delay(Delay, changed);
                goto case Wire.Sound;
            case Wire.SomeoneElse:
                await to.SendAsync(Misnamed(piece.ToArray()), changed);
                return true;
            case Wire.Sound:
                await to.SendAsync(piece, changed);
                return true;
            default:
                throw new InvalidOperationException($"Nothing passes a wire that is {wire}.");
        }
    }

    /// <summary>Another last digit, and so another citizen's number; the answer stays as long as it was.</summary>
    private static byte[] Misnamed(byte[] piece)
    {
        const int digits = 12;
        var tag = "SoDinhDanh>"u8;
        for (var at = piece.AsSpan().IndexOf(tag); at >= 0 && at + tag.Length + digits <= piece.Length;)
        {
            ref var last = ref piece[at + tag.Length + digits - 1];
            if (char.IsAsciiDigit((char)last))
                last = last == (byte)'9' ? (byte)'0' : (byte)(last + 1);
            var next = piece.AsSpan(at + tag.Length).IndexOf(tag);
            at = next < 0 ? -1 : at + tag.Length + next;
        }

        return piece;
    }
}
