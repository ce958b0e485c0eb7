using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Server.Operations;

/// <summary>The database answers, and every script of this binary has been applied to it.</summary>
internal sealed class DatabaseHealth(Database database, Migrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenAsync(Pool.Health, cancellationToken);
            return await migrator.IsCurrentAsync(connection, cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy();
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy();
        }
    }
}

/// <summary>The key ring is there, readable by us alone, and whole.</summary>
internal sealed class KeyRingHealth(IOptions<ProtectionOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            KeyRing.Load(options.Value.KeyRingFile);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (KeyRingException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy());
        }
    }
}
