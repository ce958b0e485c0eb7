namespace HueS.Integration.Cli;

/// <summary>What the service sends, into a file. A file that is there has the whole answer in it.</summary>
internal static class WholeFile
{
    public static async Task SaveAsync(Session session, string path, Func<Stream, Task> write)
    {
        var beside = $"{path}.part";
        await using (var target = File.Create(beside))
            await write(target);
        File.Move(beside, path, overwrite: true);
        session.Say(Texts.Saved, path);
    }
}
