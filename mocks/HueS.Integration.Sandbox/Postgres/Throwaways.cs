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
                await Cluster.StopLeftoverAsync(Path.Combine(folder, "data"), cancellation);
                Directory.Delete(folder, recursive: true);
            }

            folderLock.Remove();
        }
    }
}
