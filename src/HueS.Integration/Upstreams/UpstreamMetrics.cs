using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;

namespace HueS.Integration.Upstreams;

/// <summary>Counts, times and traces attempts. Tags name upstreams, operations and reasons, never what was asked.</summary>
internal sealed class UpstreamMetrics
{
    public const string Name = "HueS.Integration";

    private static readonly ActivitySource Spans = new(Name);

    private readonly ConcurrentDictionary<string, CircuitBreakerStateProvider> _breakers = new(StringComparer.Ordinal);
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;

    public UpstreamMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _attempts = meter.CreateCounter<long>("hues.upstream.attempts", description: "Attempts by upstream, operation, result and attempt number.");
        _duration = meter.CreateHistogram<double>("hues.upstream.duration", "s", "How long an attempt took, its body included.");
        meter.CreateObservableGauge(
            "hues.upstream.breaker",
            () => _breakers.Select(breaker => new Measurement<int>(
                (int)breaker.Value.CircuitState,
                new KeyValuePair<string, object?>("upstream", breaker.Key))),
            description: "0 closed, 1 open, 2 half open, 3 isolated.");
    }

    public void Watch(string upstream, CircuitBreakerStateProvider breaker) => _breakers[upstream] = breaker;

    public Measured Begin(string upstream, string operation, int attempt) => new(this, upstream, operation, attempt);

    /// <summary>One attempt under way; unless it says otherwise it was broken off.</summary>
    internal sealed class Measured(UpstreamMetrics metrics, string upstream, string operation, int attempt) : IDisposable
    {
        private readonly Activity? _span = Spans.StartActivity($"{upstream} {operation}");
        private readonly long _started = metrics._time.GetTimestamp();
        private string _result = "BrokenOff";

        public void Answered() => _result = "Answered";

        public void Failed(UpstreamException fault)
        {
            _result = fault switch
            {
                UpstreamUnavailableException unavailable => unavailable.Reason.ToString(),
                UpstreamRefusedException refused => refused.Reason.ToString(),
                _ => fault.GetType().Name,
            };
            _span?.SetStatus(ActivityStatusCode.Error, _result);
        }

        public void Dispose()
        {
            var tags = new TagList
            {
                { "upstream", upstream },
                { "operation", operation },
                { "result", _result },
            };
            metrics._duration.Record(metrics._time.GetElapsedTime(_started).TotalSeconds, tags);
            tags.Add("attempt", attempt);
            metrics._attempts.Add(1, tags);
            _span?.SetTag("attempt", attempt).SetTag("result", _result);
            _span?.Dispose();
        }
    }
}
