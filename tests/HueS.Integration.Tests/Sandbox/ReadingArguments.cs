using HueS.Integration.Sandbox;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Sandbox;

public sealed class ReadingArguments
{
    [Fact]
    public void Every_setting_of_the_demo_is_read()
    {
        var read = Arguments.Parse(["demo", "--data", "/tmp/d", "--port", "0", "--claims", "700", "--seed", "3", "--outage", "5", "--out", "/tmp/r.csv"]);

        (read.Demo, read.Data, read.Port, read.Claims, read.Seed, read.Outage, read.Out)
            .ShouldBe((true, "/tmp/d", 0, 700, 3, TimeSpan.FromSeconds(5), "/tmp/r.csv"));
    }

    [Fact]
    public void Routes_are_tried_in_the_order_in_which_they_are_named() =>
        Arguments.Parse(["--routes", "lgsp-json, ndxp"]).Routes.ShouldBe(["lgsp-json", "ndxp"]);

    [Fact]
    public void Without_a_word_the_sandbox_is_served() => Arguments.Parse([]).Demo.ShouldBeFalse();

    [Theory]
    [InlineData("dmeo")]
    [InlineData("--data")]
    [InlineData("--port", "66000")]
    [InlineData("--port", "-1")]
    [InlineData("demo", "--claims", "0")]
    [InlineData("demo", "--claims", "5001")]
    [InlineData("demo", "--outage", "soon")]
    [InlineData("--claims", "500")]
    [InlineData("--routes", "lgsp")]
    [InlineData("--routes", "ndxp,ndxp")]
    [InlineData("demo", "--routes", "ndxp")]
    public void What_is_not_understood_is_said_and_not_guessed(params string[] args) =>
        Should.Throw<SandboxException>(() => Arguments.Parse(args)).Message.ShouldNotBeEmpty();
}
