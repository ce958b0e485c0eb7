using Microsoft.Extensions.Logging;

namespace HueS.Integration.Upstreams;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "{Upstream} {Operation}: attempt {Attempt} had no answer: {Reason} ({Detail}).")]
    public static partial void AttemptFailed(
        ILogger logger, string upstream, string operation, int attempt, UnavailableReason reason, string? detail);

    [LoggerMessage(2002, LogLevel.Error, "{Upstream} {Operation} refuses this service: {Reason}. Check its licence, account and clock.")]
    public static partial void Refused(ILogger logger, string upstream, string operation, RefusalReason reason);

    [LoggerMessage(2003, LogLevel.Critical, "{Upstream}: no trusted connection, its certificate is expired, unknown or for another name. Nothing is sent until it is mended.")]
    public static partial void TlsRefused(ILogger logger, string upstream);

    [LoggerMessage(2004, LogLevel.Error, "{Upstream} fails too often: no calls for {Pause}.")]
    public static partial void BreakerOpened(ILogger logger, string upstream, TimeSpan pause);

    [LoggerMessage(2005, LogLevel.Information, "{Upstream} answers again.")]
    public static partial void BreakerClosed(ILogger logger, string upstream);

    [LoggerMessage(2006, LogLevel.Critical, "Route {Route} returned another citizen's data to request {RequestId} and is stopped until an operator releases it.")]
    public static partial void RouteQuarantined(ILogger logger, string route, string requestId);

    [LoggerMessage(2009, LogLevel.Critical, "Request {RequestId} on route {Route} met another citizen's data, as the same question had before: the register's record is mixed up. A person decides; the route runs on. Report the request to the register.")]
    public static partial void RecordMixedUp(ILogger logger, string route, string requestId);

    [LoggerMessage(2010, LogLevel.Debug, "Route {Route} left {Operation} unanswered: route {Next} is asked.")]
    public static partial void FailedOver(ILogger logger, string route, string operation, string next);

    [LoggerMessage(2007, LogLevel.Warning, "{Upstream}: its quota could not be drawn from ({Failure}); nothing is sent without it.")]
    public static partial void QuotaNotDrawn(ILogger logger, string upstream, string failure);

    [LoggerMessage(2008, LogLevel.Warning, "Route {Route} was stopped by an operator ({Reason}) and stays so until it is released.")]
    public static partial void RouteStoppedByHand(ILogger logger, string route, string reason);
}
