using System.CommandLine;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>How the register is reached, and what operators do about it.</summary>
internal static class RegisterCommands
{
    public static Command Of(Frame frame)
    {
        var route = frame.Argument<string>("route", Texts.RouteArgument);
        var reason = frame.Option<string>("--reason", Texts.QuarantineReason, required: true);
        var perSecond = frame.Option<double?>("--per-second", Texts.PerSecondOption);
        var perDay = frame.Option<long?>("--per-day", Texts.PerDayOption);
        var until = frame.Option<DateTimeOffset?>("--until", Texts.UntilOption);
        var none = frame.Option<bool>("--none", Texts.NoCapOption);
        var version = frame.Option<int?>("--if-version", Texts.VersionExpected);
        return frame.Group(
            "register",
            Texts.Register,
            ["hues register show", "hues register quarantine ndxp --reason maintenance", "hues register cap ndxp --per-second 2.5"],
            frame.Verb("show", Texts.RegisterShow, ["hues register show", "hues register show --json"], [], async (call, cancellationToken) =>
            {
                var status = await call.Client.Register.ReadAsync(cancellationToken);
                Tell(call.Session, status);
                return status.Routes.Any(one => one.Quarantined || one.Breaker.State == BreakerState.Open) ? Exit.Findings : Exit.Done;
            }),
            frame.Verb("quarantine", Texts.RegisterQuarantine, ["hues register quarantine ndxp --reason maintenance"], [route, reason],
                async (call, cancellationToken) =>
                {
                    await call.Client.Register.QuarantineAsync(call.Required(route), call.Value(reason)!, cancellationToken);
                    call.Session.Say(Texts.RouteStopped, call.Required(route));
                    return Exit.Done;
                }),
            frame.Verb("release", Texts.RegisterRelease, ["hues register release ndxp"], [route], async (call, cancellationToken) =>
            {
                await call.Client.Register.ReleaseAsync(call.Required(route), cancellationToken);
                call.Session.Say(Texts.RouteReleased, call.Required(route));
                return Exit.Done;
            }),
            frame.Verb(
                "cap",
                Texts.RegisterCap,
                ["hues register cap ndxp --per-second 2.5 --per-day 20000", "hues register cap ndxp --none"],
                [route, perSecond, perDay, until, none, version],
                async (call, cancellationToken) =>
                {
                    // A cap without limits takes the limit away: that is said, not left out by mistake.
                    var isNone = call.Value(perSecond) is null && call.Value(perDay) is null;
                    if (isNone != call.Value(none))
                        throw new UsageException(Texts.CapNeeds);
                    var cap = await call.Client.Register.CapAsync(
                        call.Required(route),
                        new RouteCapRequest(call.Value(perSecond), call.Value(perDay), isNone ? null : call.Value(until)),
                        call.Value(version),
                        cancellationToken);
                    call.Session.Tell(cap, () => call.Session.Say(Texts.Capped, call.Required(route), Limit(call.Session, cap.PerSecond), Limit(call.Session, cap.PerDay), cap.Version));
                    return Exit.Done;
                }));
    }

    private static void Tell(Session session, RegisterStatus status) => session.Tell(status, () =>
    {
        session.Rows(
            [Texts.ColumnRoute, Texts.ColumnState, Texts.ColumnPerSecond, Texts.ColumnUsedToday, Texts.ColumnLeftToday, Texts.ColumnFee],
            status.Routes.Select(route => (string[])
            [
                route.Name,
                route.Quarantined ? session.In(Texts.StateStopped, route.QuarantineReason ?? "") : HuesJson.Code(route.Breaker.State),
                $"{session.Number(route.Quota.PerSecondNow)} / {session.Number(route.Quota.PerSecond)}",
                session.Number(route.Quota.UsedToday),
                Limit(session, route.Quota.LeftToday),
                session.Number(route.Quota.FeeToday),
            ]));
        session.Rows(
            [Texts.ColumnLane, Texts.ColumnWaiting, Texts.ColumnSince, Texts.ColumnEmptyAt],
            status.Queue.Select(lane => (string[])
                [HuesJson.Code(lane.Lane), session.Number(lane.Waiting), Session.Moment(lane.OldestAt), Session.Moment(lane.EmptyAt)]));
        session.Say(Texts.PendingChecks, session.Number(status.PendingChecks), Session.Moment(status.OldestPendingAt));
    });

    private static string Limit(Session session, double? limit) => limit is { } number ? session.Number(number) : session.In(Texts.Unlimited);
}
