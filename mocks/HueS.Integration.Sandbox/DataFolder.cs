namespace HueS.Integration.Sandbox;

/// <summary>What one sandbox keeps between its starts, and where.</summary>
internal sealed class DataFolder
{
    public DataFolder(string? named)
    {
        Path = Folders.MakePassable(named ?? System.IO.Path.Combine(Folders.Cache(), "sandbox"));

        // A folder made for this purpose alone, as by mktemp, is closed to the user PostgreSQL runs as where we are root.
        if (Environment.IsPrivilegedProcess && IsOurs)
            new DirectoryInfo(Path).UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    public string Path { get; }

    public string Postgres => In("postgres");

    public string KeyRing => In("keys.json");

    public string ServiceLog => In("service.log");

    public string DemoState => In("demo.json");

    public string Claims => In("claims.csv");

    public string Results => In("results.csv");

    public string Report => In("reconciliation.html");

    private bool IsOurs => Directory.Exists(Postgres) || !Directory.EnumerateFileSystemEntries(Path).Any();

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
