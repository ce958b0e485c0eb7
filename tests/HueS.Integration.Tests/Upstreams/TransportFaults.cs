using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Microsoft.Extensions.Logging;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>What happens below the answer: slow, broken, endless and untrusted connections.</summary>
public sealed class TransportFaults(TestDatabases databases)
{
    private const int SocketBuffers = 16 * 1_024 * 1_024;

    private static readonly (string, string) ShortAttempts = ("Population:Ndxp:Pipeline:AttemptTimeout", "00:00:00.300");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_register_that_never_answers_is_cut_by_the_attempts_time_out()
    {
        await using var world = await UpstreamWorld.StartAsync(databases, ShortAttempts);
        world.Server.Script = (_, _, _, token) => Task.Delay(Timeout.Infinite, token);

        await ShouldFail(world, UnavailableReason.TimedOut);

        (await world.IntentsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_dripped_body_is_cut_by_the_attempts_time_out()
    {
        await using var world = await UpstreamWorld.StartAsync(databases, ShortAttempts);
        world.Server.Script = async (_, _, stream, token) =>
        {
            await ScriptedServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n", token);
            using var drip = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (await drip.WaitForNextTickAsync(token))
            {
                await ScriptedServer.WriteAsync(stream, "<", token);
            }
        };

        await ShouldFail(world, UnavailableReason.TimedOut);

        (await world.IntentsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_total_time_out_cuts_what_the_attempts_leave()
    {
        await using var world = await UpstreamWorld.StartAsync(databases, ("Population:Ndxp:Pipeline:InteractiveTimeout", "00:00:00.300"));
        world.Server.Script = (_, _, _, token) => Task.Delay(Timeout.Infinite, token);

        await ShouldFail(world, UnavailableReason.TimedOut);

        (await world.IntentsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reset_or_truncation_in_mid_body_is_retried()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Server.Script = async (count, request, stream, token) =>
        {
            var body = Encoding.UTF8.GetBytes(The.Verified("true"));
            if (count == 3)
            {
                await ScriptedServer.AnswerAsync(stream, 200, "text/xml", body, token, UpstreamWorld.Echo(request));
                return;
            }

            await ScriptedServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {body.Length}\r\n\r\n", token);
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2), token);
            if (count == 1)
                ((NetworkStream)stream).Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        };

        (await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<VerifyAnswer.Matches>();

        world.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_closed_port_is_a_network_error()
    {
        await using var world = await UpstreamWorld.StartAsync(databases, ("Population:Ndxp:BaseAddress", "http://127.0.0.1:1/"));

        await ShouldFail(world, UnavailableReason.NetworkError);

        (await world.IntentsAsync()).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_without_end_is_refused_at_the_limit(bool announced)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        var sent = 0L;
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Server.Script = async (_, _, stream, token) =>
        {
            var length = announced ? "Content-Length: 400000000\r\n" : "";
            await ScriptedServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n{length}\r\n", token);
            var chunk = new byte[64 * 1_024];
            Array.Fill(chunk, (byte)' ');
            try
            {
                while (sent < 400_000_000)
                {
                    await stream.WriteAsync(chunk, token);
                    sent += chunk.Length;
                }
            }
            finally
            {
                left.TrySetResult();
            }
        };

        await ShouldFail(world, UnavailableReason.ProtocolError);

        await left.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        sent.ShouldBeLessThan(SocketBuffers, "the rest was never taken off the wire");
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_compressed_body_nobody_asked_for_is_refused()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer([0x1F, 0x8B, 8, 0], headers: ("Content-Encoding", "gzip"));

        await ShouldFail(world, UnavailableReason.ProtocolError);
    }

    [Fact]
    public async Task An_untrusted_certificate_fails_closed_without_retries_and_with_one_alert()
    {
        using var key = RSA.Create(2_048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var tls = new ScriptedServer
        {
            Wrap = async stream =>
            {
                var secured = new SslStream(stream);
                await secured.AuthenticateAsServerAsync(certificate);
                return secured;
            },
        };
        await using var world = await UpstreamWorld.StartAsync(
            databases, ("Population:Ndxp:BaseAddress", tls.Address.ToString().Replace("http:", "https:", StringComparison.Ordinal)));

        await ShouldFail(world, UnavailableReason.TlsError);
        await ShouldFail(world, UnavailableReason.TlsError);

        tls.Connections.ShouldBe(2);
        tls.Requests.ShouldBeEmpty();
        world.Log.Count(LogLevel.Critical).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_that_is_logged_on_the_way_identifies_anyone()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person(oldCard: The.OldCard)));
        await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation);
        world.Answer("broken", status: 500);
        await ShouldFail(world, UnavailableReason.ServerError);

        var log = string.Join('\n', world.Log.Lines);

        log.ShouldNotBeEmpty();
        The.ShouldBeFreeOfSecrets(log);
        log.ShouldNotContain("a secret for tests");
        log.ShouldNotContain("Basic ");
        world.Server.Requests.ShouldAllBe(request => !request.Target.Contains(The.Number));
    }

    private static async Task ShouldFail(UpstreamWorld world, UnavailableReason reason)
    {
        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));
        fault.Reason.ShouldBe(reason, fault.Message);
        fault.InnerException.ShouldBeNull();
        The.ShouldBeFreeOfSecrets(fault.ToString());
    }
}
