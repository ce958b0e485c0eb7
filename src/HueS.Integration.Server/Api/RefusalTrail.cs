using System.Threading.RateLimiting;
using HueS.Integration.Audit;
using HueS.Integration.Storage;

namespace HueS.Integration.Server.Api;

/// <summary>
/// Refused requests in the trail. Callers who prove who they are leave a row each; the rest are sampled, so that nobody
/// without a token can fill the trail.
/// </summary>
internal sealed class RefusalTrail(Database database, Trail trail) : IDisposable
{
    private const string Unknown = "(unknown)";

    private readonly TokenBucketRateLimiter _unknownCallers = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 20,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    public async Task WriteAsync(Refusal refusal, CancellationToken cancellationToken)
    {
        if (refusal.ClientId is null)
        {
            using var lease = _unknownCallers.AttemptAcquire();
            if (!lease.IsAcquired)
                return;
        }

        var entry = new AuditEntry(
            AuditAction.Refused,
            Actor.Client(refusal.ClientId ?? Unknown),
            Target: refusal.Action,
            Note: $"{refusal.Code} {refusal.TraceId}");
        await database.TransactAsync(Pool.Api, (connection, token) => trail.WriteAsync(connection, entry, token), cancellationToken);
    }

    public void Dispose() => _unknownCallers.Dispose();
}
