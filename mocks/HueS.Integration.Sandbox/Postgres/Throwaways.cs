using System.Diagnostics;
using System.Security.Cryptography;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>The clusters that are deleted when they stop, and those that were not because their process was killed.</summary>
internal static class Throwaways
{
    /// <summary>A new name and the lock on it, taken before the folder exists, so that no sweep can meet the folder without its owner.</summary>
    public static (string Folder, FolderLock Lock) Claim(string parent)
    {
        while (true)
        {
            var folder = Path.Combine(parent, RandomNumberGenerator.GetHexString(8, lowercase: true));
            if (!Directory.Exists(folder) && FolderLock.TryTake(folder) is { } folderLock)
                return (folder, folderLock);
        }
    }

    /// <summary>Ends the servers and deletes the folders of dead processes. Only what bears our lock file is ours.</summary>
    public static async Task SweepAsync(string parent, CancellationToken cancellation)
    {
        foreach (var lockFile in Directory.EnumerateFiles(parent, "*.lock").ToList())
        {
            var folder = Path.ChangeExtension(lockFile, null);
            using var folderLock = FolderLock.TryTake(folder);
            if (folderLock is null)
                continue;

            if (Directory.Exists(folder))
            {
                // A folder that was made for several clusters holds each in a folder of its own.
                foreach (var cluster in Directory.EnumerateDirectories(folder).Prepend(folder).ToList())
                    await Cluster.StopLeftoverAsync(Path.Combine(cluster, "data"), cancellation);
                await UnmountAsync(folder, cancellation);
                Directory.Delete(folder, recursive: true);
            }

            folderLock.Remove();
        }
    }

    /// <summary>A small volume that was mounted there to be filled outlives whoever mounted it.</summary>
    private static async Task UnmountAsync(string folder, CancellationToken cancellation)
    {
        const string mounts = "/proc/mounts";
        if (!File.Exists(mounts) || !(await File.ReadAllLinesAsync(mounts, cancellation)).Any(line => line.Split(' ') is [_, var at, ..] && at == folder))
            return;
        var (exitCode, output) = await Processes.RunAsync(new ProcessStartInfo("umount", [folder]), cancellation);
        if (exitCode != 0)
            throw new SandboxException($"The volume at {folder} was left behind by a run that was killed and cannot be unmounted: {output}");
    }
}
