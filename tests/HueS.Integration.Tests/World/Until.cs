using Xunit;

namespace HueS.Integration.Tests.World;

/// <summary>Waits for what comes by itself, and fails where it does not come.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <param name="what">Completes the sentence "… did not come to pass".</param>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Bound)
                throw new TimeoutException($"{what} did not come to pass within {Bound}.");
            await Task.Delay(Look, TestContext.Current.CancellationToken);
        }
    }
}
