using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Api;

/// <summary>Section <c>Server</c>.</summary>
internal sealed class EvenTimeOptions
{
    public const string Section = "Server";

    /// <summary>Default: 2 s, above what two queries usually take. Answers without detail leave at multiples of this; zero switches it off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan EvenTimeStep { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// A client that is told no detail must not read it off the clock either: some outcomes take one query of the register,
/// others two. Its answers leave at even times.
/// </summary>
internal sealed class EvenTime(IOptions<EvenTimeOptions> options, TimeProvider time)
{
    public Task WaitAsync(long started, CancellationToken cancellationToken)
    {
        var step = options.Value.EvenTimeStep;
        if (step == TimeSpan.Zero)
            return Task.CompletedTask;
        var late = time.GetElapsedTime(started).Ticks % step.Ticks;
        return Task.Delay(step - TimeSpan.FromTicks(late), time, cancellationToken);
    }
}
