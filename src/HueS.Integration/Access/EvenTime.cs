using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Access;

/// <summary>Section <c>Server</c>.</summary>
internal sealed class EvenTimeOptions
{
    public const string Section = "Server";

    /// <summary>Nothing that ended is kept back for longer.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Default: 2 s, above what two queries usually take. To who is told no detail answers leave, and what ended is seen, at
    /// multiples of this; zero switches it off.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan EvenTimeStep { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// A client that is told no detail must not read it off the clock either: some outcomes take one query of the register,
/// others two. Its answers leave at even times, and whichever door it looks through, what ended is seen at even times too,
/// counted from when it was asked for.
/// </summary>
internal sealed class EvenTime(IOptions<EvenTimeOptions> options, AccessPolicy access, TimeProvider time)
{
    /// <summary>What lies between two even times; <c>null</c> where the client is told at once.</summary>
    public TimeSpan? StepFor(string clientId, string purpose) =>
        options.Value.EvenTimeStep is var step && step > TimeSpan.Zero && access.DetailNow(clientId, purpose) == Detail.Outcome
            ? step
            : null;

    /// <summary>When a client sees that what began then has ended.</summary>
    public DateTimeOffset SeenAt(string clientId, string purpose, DateTimeOffset began, DateTimeOffset ended) =>
        StepFor(clientId, purpose) is not { } step || ended <= began ? ended
        : (ended - began).Ticks % step.Ticks is var late && late == 0 ? ended
        : ended + (step - TimeSpan.FromTicks(late));

    public bool IsSeen(string clientId, string purpose, DateTimeOffset began, DateTimeOffset ended) =>
        SeenAt(clientId, purpose, began, ended) <= time.GetUtcNow();

    public async Task UntilSeenAsync(
        string clientId,
        string purpose,
        DateTimeOffset began,
        DateTimeOffset ended,
        CancellationToken cancellationToken)
    {
        if (SeenAt(clientId, purpose, began, ended) - time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken);
    }

    /// <summary>Waits for the next even time; what is then found has just been seen, or has not ended.</summary>
    public Task NextAsync(string clientId, string purpose, DateTimeOffset began, CancellationToken cancellationToken) =>
        UntilSeenAsync(clientId, purpose, began, time.GetUtcNow(), cancellationToken);

    public Task WaitAsync(long started, CancellationToken cancellationToken)
    {
        var step = options.Value.EvenTimeStep;
        if (step == TimeSpan.Zero)
            return Task.CompletedTask;
        var late = time.GetElapsedTime(started).Ticks % step.Ticks;
        return Task.Delay(step - TimeSpan.FromTicks(late), time, cancellationToken);
    }
}
