using System.Text;

namespace HueS.Integration.Cli;

/// <summary>Everything the command line touches beside the service, so that a test can hand it other things.</summary>
/// <param name="Input">Where typed and piped text comes from.</param>
/// <param name="Output">What was asked for.</param>
/// <param name="Error">What a person should know beside it.</param>
/// <param name="IsTerminal">Whether a person sits there: both input and output are a terminal.</param>
/// <param name="Width">How many columns there are.</param>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Folder">Where settings and tokens are kept.</param>
/// <param name="Time">The clock.</param>
/// <param name="ReadKey">Waits for a key, which is not shown.</param>
internal sealed record Surroundings(
    TextReader Input,
    TextWriter Output,
    TextWriter Error,
    bool IsTerminal,
    int Width,
    Func<string, string?> Variable,
    string Folder,
    TimeProvider Time,
    Func<CancellationToken, Task<ConsoleKeyInfo>> ReadKey)
{
    private const int WidthOfFiles = 160;

    private static readonly TimeSpan KeyLook = TimeSpan.FromMilliseconds(20);

    public static Surroundings OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var terminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        return new Surroundings(
            Console.In,
            Console.Out,
            Console.Error,
            terminal,
            terminal ? Console.WindowWidth : WidthOfFiles,
            Environment.GetEnvironmentVariable,
            FolderOf(Environment.GetEnvironmentVariable),
            TimeProvider.System,
            WaitForKeyAsync);
    }

    private static string FolderOf(Func<string, string?> variable) =>
        variable("HUES_HOME") is { Length: > 0 } home ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "hues");

    /// <summary>The console's own wait cannot be given up.</summary>
    private static async Task<ConsoleKeyInfo> WaitForKeyAsync(CancellationToken cancellationToken)
    {
        while (!Console.KeyAvailable)
            await Task.Delay(KeyLook, cancellationToken);
        return Console.ReadKey(intercept: true);
    }
}
