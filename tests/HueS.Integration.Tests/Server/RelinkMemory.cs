using HueS.Integration.Audit;
using HueS.Integration.Linking;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

[Collection(nameof(BatchMemory))]
public sealed class RelinkMemory(TestDatabases databases)
{
    private const int Records = 60_000;

    // The ids alone of all records would be more than this.
    private const long MostGrowth = 6 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_system_is_put_in_line_without_being_held_and_the_line_stays_short()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        await service.Database.ExecuteAsync(
            $"""
            insert into subject (id, lookup, wrapping_key_id, wrapped_key) values (gen_random_uuid(), 'x', 'x', 'x');
            insert into record (id, system, record_id, subject_id, kind, status, holder, claim, told)
            select gen_random_uuid(), 'payments', 'wallet-of-somebody-with-a-long-id-' || lpad(no::text, 8, '0'), (select id from subject), 'wallet', 'open', 'Person', 'x', 'x'
            from generate_series(1, {Records}) no;
            """);
        var relinker = service.Rooms.GetRequiredService<Relinker>();
        await relinker.StartAsync(Actor.Client("operator"), "payments", since: null, Cancellation);
        await relinker.RunOnceAsync(Cancellation);
        var (before, most, longest, steps) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0L, 0);

        // As if all in line had been linked: what is linked is another test's matter.
        do
        {
            longest = Math.Max(longest, (await service.Database.QueryAsync<long>("select count(*) from work where state = 'new'"))[0]);
            if (steps++ % 20 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            await service.Database.ExecuteAsync("update work set state = 'done', done_at = clock_timestamp() where state = 'new'");
        }
        while (await relinker.RunOnceAsync(Cancellation));

        (await service.Database.QueryAsync<string>("select state || ' ' || put_in || ' ' || unmatched from relink")).ShouldBe([$"Completed {Records} {Records}"]);
        (await service.Database.QueryAsync<long>("select count(*) from work where kind = 'linking'")).ShouldBe([Records]);
        longest.ShouldBeLessThanOrEqualTo(500);
        most.ShouldBeLessThan(MostGrowth);
    }
}
