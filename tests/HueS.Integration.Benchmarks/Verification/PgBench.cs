using System.Globalization;
using System.Text.RegularExpressions;
using HueS.Integration.Benchmarks.Floor;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>What PostgreSQL alone can commit here: two inserts as one statement, prepared, as many clients as callers, pgbench's own defaults otherwise.</summary>
internal sealed partial class PgBench(PrivatePostgres postgres, string? program, int clients)
{
    /// <summary>For the report: which program it was.</summary>
    public string Description => program is null ? "(a) by clients of our own: no pgbench was found here" : "(a) by pgbench, prepared statements";


    public static async Task<PgBench> FindAsync(PrivatePostgres postgres, int clients, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindOrFetchAsync(Console.Error.WriteLine, cancellationToken);
        var beside = Path.Combine(binaries.Folder, "pgbench");
        var program = File.Exists(beside) ? beside : Processes.OnPath("pgbench");
        return new PgBench(postgres, program, clients);
    }

    /// <summary>Transactions a second.</summary>
    public async Task<double> RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        if (program is null)
            return await Committers.RunAsync(postgres.OwnerConnectionString(Bench.FloorDatabase), clients, length, cancellationToken);

        var script = Path.Combine(postgres.SocketFolder, "floor.sql");
        await File.WriteAllTextAsync(script, FloorService.PgBenchScript, cancellationToken);
        var start = ClusterUser.Program(
            program,
            postgres.SocketFolder,
            "--no-vacuum",
            "--protocol=prepared",
            "--host", postgres.SocketFolder,
            "--username", Cluster.Owner,
            "--client", $"{clients}",
            "--jobs", $"{Math.Min(2, clients)}",
            "--time", string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0}"),
            "--file", script,
            Bench.FloorDatabase);
        var (exitCode, output) = await Processes.RunAsync(start, cancellationToken);
        return exitCode == 0 && Rate().Match(output) is { Success: true } rate
            ? double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new SandboxException($"pgbench failed with {exitCode}: {output}");
    }

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+) \(without")]
    private static partial Regex Rate();
}
