namespace HueS.Integration.Identity.Tables;

/// <summary>Reads the code lists that travel inside the assembly: a header row, commas, no quoting.</summary>
internal static class Table
{
    public static IReadOnlyList<string[]> Read(string file)
    {
        var resource = $"Identity.Tables.{file}";
        using var stream = typeof(Table).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its table {resource}.");
        using var reader = new StreamReader(stream);

        var rows = new List<string[]>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            rows.Add(line.Split(','));
        return rows;
    }
}
