using System.Diagnostics;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>
/// Whom PostgreSQL runs as: ourselves, or <c>nobody</c> where we are root, which PostgreSQL refuses. The cluster's folder belongs to that
/// user and is closed to all others, for whoever reaches the socket is trusted. On a machine where other things run as <c>nobody</c> too,
/// those could reach it: invented people only.
/// </summary>
internal static class ClusterUser
{
    public static string? Name => Environment.IsPrivilegedProcess ? "nobody" : null;

    public static ProcessStartInfo Program(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UserName = Name ?? "" };

        // A person's own PGDATA, PGOPTIONS or language must not reach this cluster.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        start.Environment["LC_ALL"] = "C";
        if (Name is not null)
            start.Environment["HOME"] = folder;
        return start;
    }

    /// <summary>Makes a folder of the cluster's user that nobody else may enter, root excepted.</summary>
    public static async Task<string> MakeFolderAsync(string path, CancellationToken cancellation)
    {
        if (Name is not null && Folders.FirstClosed(Path.GetDirectoryName(path)!) is { } closed)
            throw new SandboxException($"PostgreSQL does not run as root, and user {Name} may not enter {closed}: name a folder elsewhere with --data.");

        Directory.CreateDirectory(path, Folders.Private);
        if (Name is not null)
        {
            var (exitCode, output) = await Processes.RunAsync(new ProcessStartInfo("chown", [Name, path]), cancellation);
            if (exitCode != 0)
                throw new SandboxException($"The folder {path} cannot be given to user {Name}: {output}");
        }

        return path;
    }
}
