using System.Globalization;
using System.Text;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>The folders of one cluster, and what a start that was killed may have left in them.</summary>
internal sealed class Cluster(string folder, PostgresBinaries binaries, bool throwaway)
{
    /// <summary>The kernel takes 107 bytes for a socket's path, and PostgreSQL's own <c>/.s.PGSQL.5432</c> takes 14 of them.</summary>
    private const int LongestSocketFolder = 107 - 14 - 1;

    public const string Owner = "hues_owner";

    public string Folder => folder;

    public string Data => Path.Combine(folder, "data");

    public string Log => Path.Combine(folder, "postgres.log");

    /// <summary>Makes the cluster where there is none yet. A half-made one is begun again.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await ClusterUser.MakeFolderAsync(folder, cancellation);
        if (Directory.Exists(Data))
        {
            await RefuseOtherVersionAsync(cancellation);
            await StopLeftoverAsync(Data, cancellation);
            return;
        }

        var unfinished = Path.Combine(folder, "data.new");
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);

        string[] arguments = ["--pgdata", unfinished, "--username", Owner, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-instructions"];
        var initdb = ClusterUser.Program(binaries.Initdb, folder, throwaway ? [.. arguments, "--no-sync"] : arguments);
        var (exitCode, output) = await Processes.RunAsync(initdb, cancellation);
        if (exitCode != 0)
            throw new SandboxException($"PostgreSQL's initdb failed in {folder}: {output}");

        Directory.Move(unfinished, Data);
    }

    /// <summary>Where the socket lies: in the cluster, or in a short-named folder of its own where the cluster's path is too long.</summary>
    public async Task<string> MakeSocketFolderAsync(CancellationToken cancellation) =>
        Encoding.UTF8.GetByteCount(folder) <= LongestSocketFolder
            ? folder
            : await ClusterUser.MakeFolderAsync(Directory.CreateTempSubdirectory("hues-").FullName, cancellation);

    /// <summary>
    /// Ends a server that outlived the sandbox that started it. Whoever calls this holds the folder's lock, so no living sandbox owns it.
    /// </summary>
    public static async Task StopLeftoverAsync(string data, CancellationToken cancellation)
    {
        var pidFile = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(pidFile) || !TryReadProcessId(await File.ReadAllLinesAsync(pidFile, cancellation), out var processId))
            return;

        if (await Processes.IsRunningAsync(processId, data, cancellation))
        {
            await EndAsync(processId, () => Processes.IsRunningAsync(processId, data, cancellation), cancellation);
            return;
        }

        // The number now belongs to another process, which would keep PostgreSQL from starting.
        if (Processes.Signal(processId, 0))
            File.Delete(pidFile);
    }

    /// <summary>A fast shutdown first, which loses nothing; each harder way only where the one before did not end it.</summary>
    public static async Task EndAsync(int processId, Func<Task<bool>> isRunning, CancellationToken cancellation)
    {
        foreach (var (signal, patience) in ((int, TimeSpan)[])[(Processes.Interrupt, TimeSpan.FromSeconds(15)), (Processes.Quit, TimeSpan.FromSeconds(5)), (Processes.Kill, TimeSpan.FromSeconds(5))])
        {
            Processes.Signal(processId, signal);
            var end = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(end) < patience)
            {
                if (!await isRunning())
                    return;

                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
            }
        }

        throw new SandboxException($"PostgreSQL (process {processId}) does not end.");
    }

    private async Task RefuseOtherVersionAsync(CancellationToken cancellation)
    {
        var made = (await File.ReadAllTextAsync(Path.Combine(Data, "PG_VERSION"), cancellation)).Trim();
        var (_, found) = await Processes.RunAsync(ClusterUser.Program(binaries.Postgres, folder, "--version"), cancellation);
        var version = found.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0])) ?? "";
        if (version.Split('.')[0] != made)
        {
            throw new SandboxException(
                $"The data in {folder} is PostgreSQL {made}'s and {binaries.Folder} holds {version}: "
                + $"name the matching one in {PostgresBinaries.Variable}, or other data with --data.");
        }
    }

    private static bool TryReadProcessId(string[] lines, out int processId) =>
        int.TryParse(lines.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out processId);
}
