using HueS.Integration.Benchmarks.Floor;
using HueS.Integration.Protection;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>Everything that is measured or measured against, each a process of its own, and the database they share.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string FloorDatabase = "floor";
    private const string OurDatabase = "hues";
    private static readonly string[] NoDelay = ["0"];
    private static readonly string[] TwentyMilliseconds = ["20"];

    private readonly Stack<IAsyncDisposable> _parts = new();
    private ThrowawayFolder? _folder;

    public PrivatePostgres Postgres { get; private set; } = null!;

    public Uri Register { get; private set; } = null!;

    public Uri SlowRegister { get; private set; } = null!;

    public Child Floor { get; private set; } = null!;

    public Uri FloorAddress { get; private set; } = null!;

    public Child Service { get; private set; } = null!;

    public Uri ServiceAddress { get; private set; } = null!;

    /// <summary>Ours again, with a register that takes 20 ms.</summary>
    public Uri PatientServiceAddress { get; private set; } = null!;

    private TokenIssuer Issuer { get; set; } = null!;

    public static async Task<Bench> StartAsync(bool fsync, CancellationToken cancellationToken)
    {
        var bench = new Bench();
        try
        {
            await bench.StartPartsAsync(fsync, cancellationToken);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    public Task<string> TokenAsync(CancellationToken cancellationToken) => Issuer.TokenAsync(SandboxClient.Portal, cancellationToken);

    /// <summary>What one measurement left to be written must not be written during the next.</summary>
    public Task CheckpointAsync(CancellationToken cancellationToken) => ExecuteAsync(FloorDatabase, "checkpoint", cancellationToken);

    /// <summary>How many rows our service has kept of each kind that an answer must have left behind.</summary>
    public async Task<IReadOnlyDictionary<string, long>> KeptAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Postgres.OwnerConnectionString(OurDatabase));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select
              (select count(distinct verification_id) from intent),
              (select count(*) from verification where outcome is not null),
              (select count(*) from audit where action = 'verification.answered'),
              (select count(*) from event)
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new Dictionary<string, long>
        {
            ["verifications with intents"] = row.GetInt64(0),
            ["outcomes"] = row.GetInt64(1),
            ["audit rows"] = row.GetInt64(2),
            ["events"] = row.GetInt64(3),
        };
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
        _folder?.Dispose();
    }

    private async Task StartPartsAsync(bool fsync, CancellationToken cancellationToken)
    {
        _folder = await ThrowawayFolder.MakeAsync(cancellationToken);
        Postgres = Keep(fsync
            ? await PrivatePostgres.StartAsync(Path.Combine(_folder.Path, "postgres"), Console.Error.WriteLine, cancellationToken)
            : await PrivatePostgres.StartThrowawayAsync(Console.Error.WriteLine, cancellationToken));
        await Postgres.CreateDatabaseAsync(FloorDatabase, template: null, cancellationToken);
        await ExecuteAsync(FloorDatabase, FloorService.Tables, cancellationToken);
        await Postgres.CreateDatabaseAsync(OurDatabase, template: null, cancellationToken);
        await new Migrator(Migration.All).RunAsync(Postgres.OwnerConnectionString(OurDatabase), cancellationToken);
        var keyRing = Path.Combine(_folder.Path, "keys.json");
        KeyRing.Create(keyRing);
        Issuer = Keep(await TokenIssuer.StartAsync(0, cancellationToken));

        (_, Register) = await ServeAsync("register", NoDelay, cancellationToken);
        (_, SlowRegister) = await ServeAsync("register", TwentyMilliseconds, cancellationToken);
        (Floor, FloorAddress) = await ServeAsync(
            "floor", [Postgres.OwnerConnectionString(FloorDatabase), Register.ToString()], cancellationToken);
        (Service, ServiceAddress) = await ServeAsync("service", Settings(Register), cancellationToken);
        (_, PatientServiceAddress) = await ServeAsync("service", Settings(SlowRegister), cancellationToken);

        string[] Settings(Uri register) =>
            OurService.Settings(Postgres.ServiceConnectionString(OurDatabase), keyRing, Issuer.Address, register);
    }

    private async Task<(Child, Uri)> ServeAsync(string verb, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (child, address) = await Child.ServeAsync(verb, arguments, cancellationToken);
        return (Keep(child), address);
    }

    private async Task ExecuteAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Postgres.OwnerConnectionString(database));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
