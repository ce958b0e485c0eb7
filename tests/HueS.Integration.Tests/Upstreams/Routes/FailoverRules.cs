using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Routes;

public sealed class FailoverRules
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Unavailable => [.. Enum.GetNames<UnavailableReason>()];

    public static TheoryData<string> Refused => [.. Enum.GetNames<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Unavailable))]
    public void Every_outage_may_be_gone_around_and_no_doubt(string reason) =>
        Failover.MayAskElsewhere(new UpstreamUnavailableException(Enum.Parse<UnavailableReason>(reason)))
            .ShouldBe(reason != nameof(UnavailableReason.Indeterminate));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_route_that_does_not_know_us_may_be_gone_around_and_no_refusal_of_the_question(string reason) =>
        Failover.MayAskElsewhere(new UpstreamRefusedException(Enum.Parse<RefusalReason>(reason)))
            .ShouldBe(reason is nameof(RefusalReason.NotAuthenticated) or nameof(RefusalReason.Forbidden));

    [Fact]
    public void The_wrong_person_ends_the_call() => Failover.MayAskElsewhere(new WrongPersonException()).ShouldBeFalse();

    [Fact]
    public void What_ends_first_is_told()
    {
        var hour = new UpstreamUnavailableException(UnavailableReason.Throttled, TimeSpan.FromHours(1));
        var minute = new UpstreamUnavailableException(UnavailableReason.CircuitOpen, TimeSpan.FromMinutes(1));
        var unsaid = new UpstreamUnavailableException(UnavailableReason.ServerError);
        var stopped = new UpstreamUnavailableException(UnavailableReason.Quarantined);
        var unknown = new UpstreamRefusedException(RefusalReason.NotAuthenticated);

        Failover.MoreUseful(null, stopped).ShouldBe(stopped);
        Failover.MoreUseful(hour, minute).ShouldBe(minute);
        Failover.MoreUseful(minute, hour).ShouldBe(minute);
        Failover.MoreUseful(minute, unsaid).ShouldBe(unsaid);
        Failover.MoreUseful(stopped, hour).ShouldBe(hour, "an hour ends by itself");
        Failover.MoreUseful(hour, stopped).ShouldBe(hour);
        Failover.MoreUseful(unknown, stopped).ShouldBe(stopped);
        Failover.MoreUseful(unknown, new UpstreamRefusedException(RefusalReason.Forbidden)).ShouldBe(unknown);
    }

    [Theory]
    [InlineData(8, 3, false, 4)]
    [InlineData(4, 3, false, 3)]
    [InlineData(2, 3, false, 2)]
    [InlineData(8, 3, true, 8)]
    [InlineData(-1, 3, false, -1)]
    public void A_route_keeps_half_of_what_is_left_but_one_attempt_and_the_last_one_all(int left, int attempt, bool isLast, int kept) =>
        Failover.Until(Now, Now.AddSeconds(left), TimeSpan.FromSeconds(attempt), isLast).ShouldBe(Now.AddSeconds(kept));
}
