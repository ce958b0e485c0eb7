using System.Net;
using System.Net.Sockets;
using System.Text;
using HueS.Integration.Benchmarks.Faults;
using HueS.Integration.Benchmarks.Load;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>Callers that cost more than they are worth.</summary>
public sealed class HeavyCallers(ShortForm.World world) : IClassFixture<ShortForm.World>
{
    private const int SlowClients = 1_500;
    private const int GoodRequests = 50;
    private const int LargeBody = 27 * 1_000 * 1_000;
    private const int SocketBuffers = 16 << 20;
    private const long LargestGrowth = 100L << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Node Service => world.Faults.Nodes[0];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_27_MB_is_refused_without_being_kept(bool announced)
    {
        // What the first request costs is not the body's.
        using var first = await Service.Caller.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation);
        var before = Service.Process.ResidentBytes;
        using var socket = await ConnectAsync();
        var length = announced ? $"Content-Length: {LargeBody}" : "Transfer-Encoding: chunked";
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/verifications HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: {Service.Caller.DefaultRequestHeaders.Authorization}\r\n{length}\r\n\r\n"), Cancellation);

        var (answer, sent) = await SendAndReadAsync(socket, announced);

        answer.ShouldStartWith("HTTP/1.1 413");
        sent.ShouldBeLessThan(SocketBuffers, "the rest was never taken off the wire");
        (Service.Process.ResidentBytes - before).ShouldBeLessThan(LargestGrowth);
        using var next = await Service.Caller.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation);
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fifteen_hundred_callers_that_never_finish_their_headers_keep_no_one_else_waiting()
    {
        var slow = new List<Socket>();
        try
        {
            for (var at = 0; at < SlowClients; at++)
            {
                var socket = await ConnectAsync();
                slow.Add(socket);
                await socket.SendAsync(Encoding.ASCII.GetBytes("POST /v1/verifications HTTP/1.1\r\nHost: a\r\n"), Cancellation);
            }

            for (var at = 0; at < GoodRequests; at++)
            {
                var good = new FaultCall($"good-{at}", Inhabitants.Plain[at], isRight: true);
                await good.AskAsync(Service.Caller, asynchronously: false, Cancellation);
                (good.IsAnswered(mayTurnAway: false), good.IsWrong(mayEndWithPerson: false)).ShouldBe((true, false));
            }

            (await Task.WhenAll(slow.Select(UntilLetGoAsync))).ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
        }
        finally
        {
            slow.ForEach(socket => socket.Dispose());
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Service.Caller.BaseAddress!.Port, Cancellation);
        return socket;
    }

    /// <summary>Sends piece after piece until it is answered: what is refused is not waited for to its end.</summary>
    private static async Task<(string Answer, int Sent)> SendAndReadAsync(Socket socket, bool announced)
    {
        const int piece = 20_000;
        var bytes = Encoding.ASCII.GetBytes(announced ? new string(' ', piece) : $"{piece:x}\r\n{new string(' ', piece)}\r\n");
        var answered = UntilLetGoAsync(socket);
        var sent = 0;
        try
        {
            for (; sent < LargeBody && !answered.IsCompleted; sent += piece)
                await socket.SendAsync(bytes, Cancellation);
        }
        catch (SocketException)
        {
            // The other side has closed; what it said before is still to be read.
        }

        return (await answered, sent);
    }

    private static async Task<string> UntilLetGoAsync(Socket socket)
    {
        var answer = new byte[256];
        var length = await socket.ReceiveAsync(answer, Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(90), Cancellation);
        return Encoding.ASCII.GetString(answer, 0, length);
    }
}
