using CsCheck;
using HueS.Integration.Server.Api;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ReadingPreferences
{
    public static TheoryData<string[], bool, int?, bool> Headers => new()
    {
        { [], false, null, false },
        { [""], false, null, false },
        { ["respond-async"], true, null, false },
        { ["RESPOND-ASYNC"], true, null, false },
        { ["wait=10"], false, 10, false },
        { ["wait = 10"], false, 10, false },
        { ["wait=\"10\""], false, 10, false },
        { ["wait=0"], false, 0, false },
        { ["wait"], false, null, false },
        { ["wait=ten"], false, null, false },
        { ["wait=-1"], false, null, false },
        { ["wait=1.5"], false, null, false },
        { ["wait=99999999999999999999"], false, 86_400, false },
        { ["handling=strict"], false, null, true },
        { ["Handling=\"Strict\""], false, null, true },
        { ["handling=\"st\\rict\""], false, null, true },
        { ["handling=lenient"], false, null, false },
        { ["handling"], false, null, false },
        { ["respond-async, wait=100"], true, 100, false },
        { ["respond-async", "wait=100, handling=strict"], true, 100, true },
        { [" ,, respond-async ,"], true, null, false },
        { ["wait=5, wait=7"], false, 5, false },
        { ["handling=lenient", "handling=strict"], false, null, false },
        { ["wait=soon, wait=7"], false, null, false },
        { ["priority=5; level=\"a, wait=3; respond-async\", handling=strict"], false, null, true },
        { ["foo; handling=strict"], false, null, false },
        { ["respond-async; foo=bar"], true, null, false },
        { ["note=\"\\\", respond-async\", wait=2"], false, 2, false },
        { ["note=\"never closed, wait=2"], false, null, false },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Preferences_are_read_as_RFC_7240_writes_them(string[] headers, bool respondAsync, int? wait, bool strict)
    {
        var read = Preferences.Read(headers);

        read.RespondAsync.ShouldBe(respondAsync);
        read.Wait.ShouldBe(wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        read.StrictHandling.ShouldBe(strict);
    }

    [Fact]
    public void Whatever_is_sent_is_read_and_a_wait_is_never_negative() =>
        Gen.String.Array[0, 4].Sample(headers => Preferences.Read(headers).Wait is null or { Ticks: >= 0 });
}
