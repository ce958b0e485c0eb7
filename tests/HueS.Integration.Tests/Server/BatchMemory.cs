using HueS.Integration.Tests.World;
using HueS.Integration.Verification.Batches;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

[CollectionDefinition(nameof(BatchMemory), DisableParallelization = true)]
[Collection(nameof(BatchMemory))]
public sealed class BatchMemory(TestDatabases databases)
{
    private const int Rows = 50_000;

    // All its rows as objects would be several times this.
    private const long MostGrowth = 32 * 1024 * 1024;

    // A look collects the whole heap of the run, which takes longer than a quarter of a second: more often, it is all that is done.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_list_is_taken_in_read_and_downloaded_without_being_held()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        using var file = new GeneratedFile();
        using var form = Lists.Form(new StreamContent(file), Lists.Asked());
        var before = GC.GetTotalMemory(forceFullCollection: true);

        async Task<int> DownloadAsync(Guid id)
        {
            // Not through the watch, which holds a whole answer to read it.
            using var caller = new HttpClient { BaseAddress = service.Address };
            caller.DefaultRequestHeaders.Authorization = service.Portal.DefaultRequestHeaders.Authorization;
            using var download = await caller.GetAsync($"{Lists.Path}/{id}/results", HttpCompletionOption.ResponseHeadersRead, Cancellation);
            using var results = new StreamReader(await download.Content.ReadAsStreamAsync(Cancellation));
            var lines = 0;
            while (await results.ReadLineAsync(Cancellation) is not null)
                lines++;
            return lines;
        }

        var most = 0L;
        async Task<T> WatchedAsync<T>(Task<T> work)
        {
            do
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                await Task.WhenAny(work, Task.Delay(LookEvery, Cancellation));
            }
            while (!work.IsCompleted);
            return await work;
        }

        using var sent = await WatchedAsync(Task.Run(() => service.Portal.PostAsync(Lists.Path, form, Cancellation), Cancellation));
        await WatchedAsync(service.Rooms.GetRequiredService<BatchReader>().RunOnceAsync(Cancellation));
        var id = (await TestService.ReadAsync<Contracts.VerificationBatch>(sent)).Id;
        var lines = await WatchedAsync(Task.Run(() => DownloadAsync(id), Cancellation));

        lines.ShouldBe(Rows + 1);
        (await service.Database.QueryAsync<long>("select count(*) from verification")).ShouldBe([Rows]);
        most.ShouldBeLessThan(MostGrowth);
    }

    /// <summary>Makes its rows as they are read.</summary>
    private sealed class GeneratedFile : Stream
    {
        private readonly IEnumerator<string> _rows = Lists.Strangers(Rows).Prepend(Lists.Heading).GetEnumerator();
        private ReadOnlyMemory<byte> _rest;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_rest.IsEmpty && _rows.MoveNext())
                _rest = System.Text.Encoding.UTF8.GetBytes($"{_rows.Current}\r\n");
            var length = Math.Min(count, _rest.Length);
            _rest[..length].CopyTo(buffer.AsMemory(offset));
            _rest = _rest[length..];
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
