using System.Net;
using System.Net.Sockets;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>
/// Stands between the service and an upstream and breaks what HTTP stubs cannot break: connections. A change of wire strikes the
/// connections that stand as well as new ones.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
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
            await Task.WhenAny(Passage.RunAsync(caller, upstream, Wire.Sound, changed), Passage.RunAsync(upstream, caller, wire, changed));
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
}
