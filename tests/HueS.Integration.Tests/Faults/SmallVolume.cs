using System.Diagnostics;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>A folder on a volume of its own, so small that it can be filled to the last byte, where this user may mount one.</summary>
internal sealed class SmallVolume : IAsyncDisposable
{
    private const string Ballast = "ballast";

    private readonly ThrowawayFolder _folder;

    private SmallVolume(ThrowawayFolder folder, bool isMounted) => (_folder, IsMounted) = (folder, isMounted);

    public string Path => _folder.Path;

    /// <summary><c>false</c>: a folder like any other, and something else has to refuse in its stead.</summary>
    public bool IsMounted { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SmallVolume> MakeAsync()
    {
        var folder = await ThrowawayFolder.MakeAsync(Cancellation);
        var isMounted = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", "size=160m,mode=0711", "tmpfs", folder.Path);
        TestContext.Current.TestOutputHelper?.WriteLine(isMounted ? "a volume of 160 MB" : "no volume could be mounted: something else refuses");
        return new SmallVolume(folder, isMounted);
    }

    public async Task FillAsync()
    {
        await using var ballast = File.Create(System.IO.Path.Combine(Path, Ballast), bufferSize: 0);
        var piece = new byte[4 * 1024];
        try
        {
            while (true)
                await ballast.WriteAsync(piece, Cancellation);
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    public void MakeRoom() => File.Delete(System.IO.Path.Combine(Path, Ballast));

    public async ValueTask DisposeAsync()
    {
        if (IsMounted)
            (await RunAsync("umount", Path)).ShouldBeTrue();
        _folder.Dispose();
    }

    public static async Task<bool> RunAsync(string program, params string[] arguments) =>
        (await Processes.RunAsync(new ProcessStartInfo(program, arguments), Cancellation)).ExitCode == 0;
}
