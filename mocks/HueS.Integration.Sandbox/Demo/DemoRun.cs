using System.Security.Cryptography;
using System.Text.Json;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>
/// Which run this is. Its id goes into every idempotency key, so a run that was killed is taken up again by asking everything once more.
/// </summary>
internal sealed record DemoRun(string Id, int Seed, int Claims, bool Finished)
{
    public const int DefaultClaims = 2_000;

    /// <summary>The unfinished run kept in the folder, or a new one, which is kept once it has begun.</summary>
    public static async Task<(DemoRun Run, bool Resumed)> LoadAsync(DataFolder folder, Arguments arguments, CancellationToken cancellation)
    {
        var last = await ReadAsync(folder.DemoState, cancellation);
        if (last is { Finished: false })
            return (last, true);

        return (new DemoRun(
            RandomNumberGenerator.GetHexString(8, lowercase: true),
            arguments.Seed ?? last?.Seed + 1 ?? 1,
            arguments.Claims ?? DefaultClaims,
            Finished: false), false);
    }

    /// <summary>Written aside and renamed: a kill leaves the old state or the new one.</summary>
    public async Task SaveAsync(DataFolder folder, CancellationToken cancellation)
    {
        var aside = folder.DemoState + ".new";
        await File.WriteAllTextAsync(aside, JsonSerializer.Serialize(this), cancellation);
        File.Move(aside, folder.DemoState, overwrite: true);
    }

    private static async Task<DemoRun?> ReadAsync(string file, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            return null;

        try
        {
            return JsonSerializer.Deserialize<DemoRun>(await File.ReadAllTextAsync(file, cancellation));
        }
        catch (JsonException e)
        {
            throw new SandboxException($"{file} cannot be read: delete it to begin a new run.", e);
        }
    }
}
