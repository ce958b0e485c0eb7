using System.Net;
using HueS.Integration.Mocks;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

public sealed class RegisterDoorChecks(StubsFixture world) : IClassFixture<StubsFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("another-user", "not-a-secret", "1767600000")]
    [InlineData("hues-stub", "another-key", "1767600000")]
    [InlineData("hues-stub", "not-a-secret", "1767600000000")]
    [InlineData("hues-stub", "not-a-secret", "yesterday")]
    public async Task A_wrong_digest_or_time_is_refused(string username, string secretKey, string timestamp)
    {
        using var caller = new RegisterCaller(world.Stubs.PopulationAddress) { Username = username, SecretKey = secretKey, Timestamp = timestamp };

        using var response = await caller.SendAsync(caller.Question(RegisterCaller.Verify, Personas.Plain), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("error_code");
    }

    [Fact]
    public async Task The_hashed_address_its_unit_of_time_and_the_clock_window_are_settings()
    {
        var options = new StubOptions
        {
            HashedAddress = HashedAddress.Path,
            Timestamp = TimestampUnit.Milliseconds,
            ClockWindow = TimeSpan.FromMinutes(5),
            Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1767600000000)),
        };
        await using var stubs = await Stubs.StartAsync(options, Cancel);
        using var caller = new RegisterCaller(stubs.PopulationAddress) { HashedAddress = HashedAddress.Path, Timestamp = "1767600001000" };
        using var late = new RegisterCaller(stubs.PopulationAddress) { HashedAddress = HashedAddress.Path, Timestamp = "1767601000000" };

        using var heard = await caller.SendAsync(caller.Question(RegisterCaller.Verify, Personas.Plain), Cancel);
        using var refused = await late.SendAsync(late.Question(RegisterCaller.Verify, Personas.Plain), Cancel);

        heard.StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_a_member_the_platform_itself_refuses()
    {
        using var question = world.Register.Question(RegisterCaller.Verify, Personas.Plain);
        question.Headers.Remove("X-Road-Client");

        using var response = await world.Register.SendAsync(question, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.GetValues("X-Road-Error").ShouldBe(["Client.BadRequest"]);
    }

    [Theory]
    [InlineData("<dan:MaDVC>1.004194</dan:MaDVC>", "")]
    [InlineData("<dan:MaDVC>1.004194</dan:MaDVC><dan:MaTichHop>037</dan:MaTichHop>", "<dan:MaTichHop>037</dan:MaTichHop><dan:MaDVC>1.004194</dan:MaDVC>")]
    [InlineData("<dan:MaCanBo>cb.000001</dan:MaCanBo>", "<dan:MaCanBo/>")]
    [InlineData("</soapenv:Envelope>", "")]
    public async Task Missing_empty_or_disordered_elements_are_a_fault(string text, string instead)
    {
        using var question = world.Register.Question(RegisterCaller.Verify, Personas.Plain);
        var body = await question.Content!.ReadAsStringAsync(Cancel);
        question.Content = new StringContent(body.Replace(text, instead, StringComparison.Ordinal), System.Text.Encoding.UTF8, "text/xml");

        using var response = await world.Register.SendAsync(question, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("faultstring");
    }
}
