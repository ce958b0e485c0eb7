using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HueS.Integration.Sandbox;

/// <summary>Running other programs and ending them gently: <see cref="Process.Kill()"/> knows only SIGKILL.</summary>
internal static class Processes
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    public static bool Signal(int processId, int signal) => NativeKill(processId, signal) == 0;

    public static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end; what it wrote comes back for the sentence that explains a failure.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Process.Start(start) ?? throw new SandboxException($"{start.FileName} does not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, (await output + await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>
    /// Whether the process lives and was started with <paramref name="argument"/>. The number alone proves nothing: it may have been
    /// given to another process since, and a dead process nobody collected still answers to signals.
    /// </summary>
    public static async Task<bool> IsRunningAsync(int processId, string argument, CancellationToken cancellation)
    {
        if (!Signal(processId, 0) && Marshal.GetLastPInvokeError() == NoSuchProcess)
            return false;

        if (Directory.Exists("/proc/self"))
        {
            try
            {
                var line = await File.ReadAllTextAsync($"/proc/{processId}/cmdline", cancellation);
                return line.Split('\0').Contains(argument);
            }
            catch (IOException)
            {
                return false;
            }
        }

        var (_, command) = await RunAsync(new ProcessStartInfo("ps", ["-o", "command=", "-p", $"{processId}"]), cancellation);
        return command.Contains(argument, StringComparison.Ordinal);
    }

    private const int NoSuchProcess = 3;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}
