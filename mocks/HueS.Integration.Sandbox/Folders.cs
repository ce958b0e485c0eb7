namespace HueS.Integration.Sandbox;

/// <summary>Where the sandbox keeps things, and who may enter there.</summary>
internal static class Folders
{
    private const UnixFileMode Open =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The user's cache. PostgreSQL refuses root and runs as another user then, who may not enter root's home.</summary>
    public static string Cache()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } named
            && Path.IsPathFullyQualified(named)
            && !(Environment.IsPrivilegedProcess && FirstClosed(named) is not null))
            return Path.Combine(named, "hues-integration");

        if (Environment.IsPrivilegedProcess)
            return "/var/cache/hues-integration";

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Directory.Exists(home)
            ? Path.Combine(home, ".cache", "hues-integration")
            : Path.Combine(Path.GetTempPath(), $"hues-integration-{Environment.UserName}");
    }

    /// <summary>Makes a folder others may pass through without seeing what it holds.</summary>
    public static string MakePassable(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return Path.GetFullPath(path);

            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent)
                MakePassable(parent);
            var made = Directory.CreateDirectory(path);
            made.UnixFileMode = Open; // whatever the umask says
            return made.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException($"The folder {path} cannot be made: {e.Message} Name another one with --data.", e);
        }
    }

    public static UnixFileMode ModeOf(string path) => File.GetUnixFileMode(path);

    /// <summary>The first folder on the way to <paramref name="path"/> that other users may not enter.</summary>
    public static string? FirstClosed(string path)
    {
        var folder = new DirectoryInfo("/");
        foreach (var step in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folder = new DirectoryInfo(Path.Combine(folder.FullName, step));
            if (!folder.Exists)
                return null;

            if ((Target(folder).UnixFileMode & UnixFileMode.OtherExecute) == 0)
                return folder.FullName;
        }

        return null;
    }

    private static FileSystemInfo Target(DirectoryInfo folder) => folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder;
}
