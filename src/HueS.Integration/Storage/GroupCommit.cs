using System.Collections.Concurrent;
using Npgsql;

namespace HueS.Integration.Storage;

/// <summary>
/// Writes what many callers bring at the same time as one group with one commit: a commit costs a wait for the disk, however
/// many rows it holds. A caller's result comes only after the commit of its group. A group refused for what it holds is written
/// again item by item, so that one item's fault is nobody else's; any other failure is everybody's, and trying each alone
/// would only take as many times as long.
/// </summary>
/// <param name="mostWaiting">With so many waiting, more are turned away: none of them would be written in time.</param>
internal sealed class GroupCommit<TItem, TResult>(
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> write,
    int mostWaiting = 4_096)
{
    // One group is written while the next one gathers; a second writer would only make the groups smaller.
    private const int Writers = 1;
    private const int MostInGroup = 256;

    private readonly ConcurrentQueue<Waiting> _queue = new();
    private int _writing;

    /// <summary>Cannot be cancelled: once handed in, the item is written whether or not anyone still waits.</summary>
    public Task<TResult> WriteAsync(TItem item)
    {
        if (_queue.Count >= mostWaiting)
            return Task.FromException<TResult>(new OverloadedException());
        var waiting = new Waiting(item);
        _queue.Enqueue(waiting);
        StartWriter();
        return waiting.Task;
    }

    private void StartWriter()
    {
        while (!_queue.IsEmpty)
        {
            var writing = Volatile.Read(ref _writing);
            if (writing >= Writers)
                return;
            if (Interlocked.CompareExchange(ref _writing, writing + 1, writing) != writing)
                continue;

            // Without the caller's context: a group belongs to no single caller's trace.
            ThreadPool.UnsafeQueueUserWorkItem(static group => _ = group.DrainAsync(), this, preferLocal: false);
            return;
        }
    }

    private async Task DrainAsync()
    {
        while (Gather() is { Count: > 0 } group)
            await WriteAsync(group);
        Interlocked.Decrement(ref _writing);
        // What came between the last look and now must not wait for the next caller.
        StartWriter();
    }

    private List<Waiting> Gather()
    {
        var group = new List<Waiting>();
        while (group.Count < MostInGroup && _queue.TryDequeue(out var waiting))
            group.Add(waiting);
        return group;
    }

    /// <summary>Whatever happens reaches the callers who wait; nothing is thrown here.</summary>
    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            var results = await write([.. group.Select(waiting => waiting.Item)]);
            for (var place = 0; place < group.Count; place++)
                group[place].SetResult(results[place]);
        }
        catch (PostgresException refused) when (group.Count > 1 && IsAboutAnItem(refused))
        {
            foreach (var waiting in group)
                await WriteAsync([waiting]);
        }
        catch (Exception failure)
        {
            foreach (var waiting in group)
                waiting.TrySetException(failure);
        }
    }

    /// <summary>A value that does not fit (class 22) or a row that may not be (class 23).</summary>
    private static bool IsAboutAnItem(PostgresException refused) =>
        refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("23", StringComparison.Ordinal);

    private sealed class Waiting(TItem item)
        : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;
    }
}
