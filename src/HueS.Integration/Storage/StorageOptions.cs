using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Storage;

internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Connection of the service's own role, <c>hues_service</c>.</summary>
    [Required(ErrorMessage = "Storage:ConnectionString is missing: give the connection string of the role hues_service.")]
    public string ConnectionString { get; set; } = "";

    /// <summary>Connection of the role that owns the tables; only migrations use it.</summary>
    public string? OwnerConnectionString { get; set; }

    /// <summary>Default: false. Run pending migrations when the server starts.</summary>
    public bool MigrateAtStart { get; set; }

    /// <summary>Default: 12. Connections that answer callers.</summary>
    [Range(1, 200)]
    public int ApiConnections { get; set; } = 12;

    /// <summary>Default: 6. Connections of background work.</summary>
    [Range(1, 200)]
    public int WorkConnections { get; set; } = 6;

    /// <summary>Default: 2 s. How long a caller waits for a connection before it is told to come back.</summary>
    [Range(1, 30)]
    public int ConnectionWaitSeconds { get; set; } = 2;

    /// <summary>Default: 2000 ms.</summary>
    [Range(10, 60_000)]
    public int LockTimeoutMilliseconds { get; set; } = 2_000;

    /// <summary>Default: 5000 ms for callers; background work has six times as long.</summary>
    [Range(10, 600_000)]
    public int StatementTimeoutMilliseconds { get; set; } = 5_000;

    /// <summary>Default: 10000 ms.</summary>
    [Range(10, 600_000)]
    public int IdleInTransactionTimeoutMilliseconds { get; set; } = 10_000;
}
