using HueS.Integration.Storage;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Storage;

public sealed class GroupCommits
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _sizes = [];
    private readonly Lock _lock = new();

    [Fact]
    public async Task A_row_that_may_not_be_is_its_own_callers_matter_alone()
    {
        var group = Group(PostgresErrorCodes.UniqueViolation);

        var writes = Write(group, 20);
        _gate.SetResult();

        await Should.ThrowAsync<PostgresException>(writes[13]);
        (await Task.WhenAll(writes.Where((_, item) => item != 13))).ShouldBe(Enumerable.Range(0, 20).Where(item => item != 13));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    public async Task What_is_wrong_with_the_database_is_told_to_all_at_once_instead_of_waited_for_by_each(string state)
    {
        var group = Group(state);

        var writes = Write(group, 20);
        _gate.SetResult();

        await Should.ThrowAsync<PostgresException>(writes[13]);
        await Task.WhenAll(writes.Select(write => write.ContinueWith(_ => { }, TaskScheduler.Default)));
        _sizes.Sum().ShouldBe(20, "nobody is written twice");
    }

    [Fact]
    public async Task Where_too_many_wait_more_are_turned_away_and_come_in_again_later()
    {
        var group = Group(PostgresErrorCodes.UniqueViolation, mostWaiting: 5);
        var first = Write(group, 2);
        await World.Until.TrueAsync("Two groups under way", () => Task.FromResult(Sizes() == 2));

        var writes = Enumerable.Range(20, 6).Select(item => group.WriteAsync(item)).ToList();
        var refused = await Should.ThrowAsync<OverloadedException>(writes[5]);
        _gate.SetResult();

        Outage.Is(refused).ShouldBeTrue();
        await Task.WhenAll(first.Concat(writes.Take(5)));
        (await group.WriteAsync(30)).ShouldBe(30);
    }

    /// <summary>Refuses each group with item 13 in it.</summary>
    private GroupCommit<int, int> Group(string state, int mostWaiting = 4_096) => new(
        async items =>
        {
            lock (_lock)
            {
                _sizes.Add(items.Count);
            }

            await _gate.Task;
            return items.Contains(13) ? throw new PostgresException("refused", "ERROR", "ERROR", state) : items;
        },
        mostWaiting);

    private static List<Task<int>> Write(GroupCommit<int, int> group, int items) =>
        [.. Enumerable.Range(0, items).Select(item => group.WriteAsync(item))];

    private int Sizes()
    {
        lock (_lock)
        {
            return _sizes.Sum();
        }
    }
}
