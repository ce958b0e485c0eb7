using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using HueS.Integration.Benchmarks.Faults;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>Callers that cost more than they are worth.</summary>
public sealed class HeavyCallers(ShortForm.World world) : IClassFixture<ShortForm.World>
{
    private const int SlowClients = 1_500;
    private const int GoodRequests = 50;
    private const int LargeBody = 27 * 1_000 * 1_000;
    private const long LargestGrowth = 100L << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Node Service => world.Faults.Nodes[0];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_27_MB_is_refused_without_being_kept(bool announced)
    {
        var before = Service.Process.ResidentBytes;
        using var body = new ByteArrayContent(new byte[LargeBody]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications") { Content = body };
        request.Headers.TransferEncodingChunked = !announced;
        request.Headers.ExpectContinue = true;

        using var response = await Service.Caller.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (Service.Process.ResidentBytes - before).ShouldBeLessThan(LargestGrowth);
    }

    [Fact]
    public async Task Fifteen_hundred_callers_that_never_finish_their_headers_keep_no_one_else_waiting()
    {
        var address = Service.Caller.BaseAddress!;
        var slow = new List<Socket>();
        try
        {
            for (var at = 0; at < SlowClients; at++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                slow.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
                await socket.SendAsync(Encoding.ASCII.GetBytes("POST /v1/verifications HTTP/1.1\r\nHost: a\r\n"), Cancellation);
            }

            for (var at = 0; at < GoodRequests; at++)
            {
                using var response = await Service.Caller.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
            }

            (await Task.WhenAll(slow.Select(UntilLetGoAsync))).ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
        }
        finally
        {
            slow.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<string> UntilLetGoAsync(Socket socket)
    {
        var answer = new byte[256];
        var length = await socket.ReceiveAsync(answer, Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(90), Cancellation);
        return Encoding.ASCII.GetString(answer, 0, length);
    }
}
