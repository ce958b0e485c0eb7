using System.Threading.RateLimiting;
using Polly.RateLimiting;

namespace HueS.Integration.Upstreams;

/// <summary>
/// Background lanes take part of the places under way only, for they hold them while they wait for their turn in the quota:
/// deferred checks at most half, reconciliation a quarter. So there is always a place left for a person at a counter.
/// </summary>
internal sealed class LanePlaces(int concurrency, int queue) : IDisposable
{
    private readonly ConcurrencyLimiter _deferred = Places(concurrency / 2, queue);
    private readonly ConcurrencyLimiter _reconciliation = Places(concurrency / 4, queue);

    public ValueTask<RateLimitLease> TakeAsync(RateLimiterArguments arguments) =>
        UpstreamCall.Of(arguments.Context).Ask.Lane switch
        {
            Lane.Counter => ValueTask.FromResult<RateLimitLease>(Free.Place),
            Lane.Deferred => _deferred.AcquireAsync(1, arguments.Context.CancellationToken),
            Lane.Reconciliation => _reconciliation.AcquireAsync(1, arguments.Context.CancellationToken),
            var other => throw new InvalidOperationException($"Unknown lane {other}."),
        };

    public void Dispose()
    {
        _deferred.Dispose();
        _reconciliation.Dispose();
    }

    private static ConcurrencyLimiter Places(int places, int queue) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, places),
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private sealed class Free : RateLimitLease
    {
        public static readonly Free Place = new();

        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
