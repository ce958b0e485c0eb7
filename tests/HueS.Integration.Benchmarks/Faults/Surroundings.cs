using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>What is different from the usual in one world.</summary>
internal sealed record Surroundings
{
    /// <summary>The database is waited for: on a busy machine a caller would be turned away for no fault's sake.</summary>
    public static readonly IReadOnlyList<string> DatabasePatience =
    [
        "--Storage:ConnectionWaitSeconds=15",
        "--Storage:LockTimeoutMilliseconds=15000",
        "--Storage:StatementTimeoutMilliseconds=15000",
    ];

    /// <summary>For a fault in which time plays no part: nothing may be given up because the machine is busy.</summary>
    public static readonly IReadOnlyList<string> Patience =
    [
        .. DatabasePatience,
        "--Population:Ndxp:Pipeline:AttemptTimeout=00:00:15",
        "--Population:Ndxp:Pipeline:InteractiveTimeout=00:00:19",
        "--Population:Ndxp:Pipeline:ConnectTimeout=00:00:15",
        "--Population:Ndxp:Pipeline:BreakerMinimum=10000",
        "--Verification:AnswerWithin=00:00:20",
        "--Verification:Lease=00:01:00",
    ];

    /// <summary>Whom the register knows.</summary>
    public City City { get; init; } = Inhabitants.City;

    /// <summary>Nodes at the start.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Where the database lies; a throwaway folder when absent.</summary>
    public string? PostgresFolder { get; init; }

    /// <summary>Puts something before the register, and says where.</summary>
    public Func<Uri, Uri>? Front { get; init; }

    /// <summary>Settings of the service that come after the usual ones.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>For the service's processes alone.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
