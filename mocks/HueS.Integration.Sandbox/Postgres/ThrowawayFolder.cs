namespace HueS.Integration.Sandbox.Postgres;

/// <summary>
/// A folder that is deleted when it is disposed of. Where its process was killed before that, the next one that needs such a
/// folder sweeps it away, with the servers that still run in it.
/// </summary>
internal sealed class ThrowawayFolder : IDisposable
{
    private readonly FolderLock _lock;

    private ThrowawayFolder(string path, FolderLock folderLock) => (Path, _lock) = (path, folderLock);

    public string Path { get; }

    public static async Task<ThrowawayFolder> MakeAsync(CancellationToken cancellation)
    {
        var parent = Folders.MakePassable(System.IO.Path.Combine(Folders.Cache(), "throwaway"));
        await Throwaways.SweepAsync(parent, cancellation);
        var (path, folderLock) = Throwaways.Claim(parent);
        return new ThrowawayFolder(Folders.MakePassable(path), folderLock);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Remove();
    }
}
