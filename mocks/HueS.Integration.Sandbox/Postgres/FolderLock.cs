namespace HueS.Integration.Sandbox.Postgres;

/// <summary>
/// Says that a living process of ours uses a folder. The operating system lets go of it when the process dies, however it dies, so it
/// cannot go stale as a process number in a file does.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static string FileOf(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + ".lock";

    public static FolderLock? TryTake(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(FileOf(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SandboxException($"{folder} belongs to another user: name other data with --data.", e);
        }
    }

    /// <summary>For a folder whose name is never used again.</summary>
    public void Remove()
    {
        File.Delete(_file.Name);
        Dispose();
    }

    public void Dispose() => _file.Dispose();
}
