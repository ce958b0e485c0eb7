using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace HueS.Integration.Benchmarks.Floor;

/// <summary>Commits the rows of concurrent requests together; a request goes on once its own are durable.</summary>
internal sealed class GroupedInserts : IAsyncDisposable
{
    private const int Writers = 2;
    private const int LargestGroup = 256;

    private readonly Channel<Row> _rows = Channel.CreateUnbounded<Row>();
    private readonly Task[] _writers;

    public GroupedInserts(NpgsqlDataSource source) =>
        _writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(source)))];

    public Task AddAsync(byte[] kept)
    {
        var row = new Row(Guid.CreateVersion7(), kept);
        _rows.Writer.TryWrite(row);
        return row.Kept.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _rows.Writer.Complete();
        await Task.WhenAll(_writers);
    }

    private async Task WriteAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        var (ids, kept) = (new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await using var command = new NpgsqlCommand(
            """
            with a as (
              insert into asked (id, request_id, case_id, client_id, kept)
              select id, id::text, id, 'portal', kept
              from unnest($1, $2) as row (id, kept))
            insert into answered (id, case_id, client_id, kept)
            select id, id, 'portal', kept
            from unnest($1, $2) as row (id, kept)
            """,
            connection)
        { Parameters = { ids, kept } };
        // Types are known once there are values.
        (ids.Value, kept.Value) = (Array.Empty<Guid>(), Array.Empty<byte[]>());
        await command.PrepareAsync();

        var group = new List<Row>(LargestGroup);
        while (await _rows.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _rows.Reader.TryRead(out var row))
                group.Add(row);
            if (group.Count == 0)
                continue;

            (ids.Value, kept.Value) = (group.ConvertAll(row => row.Id), group.ConvertAll(row => row.Bytes));
            await KeepAsync(command, group);
            group.Clear();
        }
    }

    private static async Task KeepAsync(NpgsqlCommand command, List<Row> group)
    {
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException failed)
        {
            group.ForEach(row => row.Kept.SetException(failed));
            return;
        }

        group.ForEach(row => row.Kept.SetResult());
    }

    private sealed record Row(Guid Id, byte[] Bytes)
    {
        public TaskCompletionSource Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
