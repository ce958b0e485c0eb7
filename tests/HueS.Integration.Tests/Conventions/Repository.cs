namespace HueS.Integration.Tests.Conventions;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Core => Path.Combine(Root, "src", "HueS.Integration");

    public static IEnumerable<string> SourcesUnder(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HueS.Integration.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("The source tree was not found above the test binaries: run the tests from a checkout.");
    }
}
