using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Quota;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Quota;

/// <summary>The shared quota on a real database whose clock stands still until the test moves it.</summary>
internal sealed class QuotaWorld : IAsyncDisposable
{
    public const string Somewhere = "somewhere";

    /// <summary>Noon in Vietnam: half of the day is left.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.FromHours(7));

    private readonly QuotaStore _store = new();

    // The service's SQL finds the test's clock before the database's own.
    private QuotaWorld(TestDatabase database) =>
        Database = database.Open(options => options.ConnectionString += ";Search Path=public,pg_catalog");

    public Database Database { get; }

    public DateTimeOffset Now { get; private set; } = Noon;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<QuotaWorld> StartAsync(TestDatabases databases)
    {
        var database = await databases.MigratedAsync();
        await database.ExecuteAsync(
            $"""
            create table test_clock (at timestamptz not null);
            insert into test_clock values ('{Noon:O}');
            grant select, update on test_clock to hues_service;
            create function public.clock_timestamp() returns timestamptz language sql as 'select at from public.test_clock';
            """);
        return new QuotaWorld(database);
    }

    public Task<Drawn> DrawAsync(
        QuotaOptions options,
        int counter = 0,
        int deferred = 0,
        int reconciliation = 0,
        int ahead = 0,
        int returned = 0,
        DateOnly? returnedDay = null,
        Complaint? complaint = null,
        string upstream = Somewhere) =>
        DrawAsync(
            upstream,
            new Draw(
                QuotaTerms.At(options, Now),
                counter,
                deferred,
                reconciliation,
                ahead,
                returned,
                returnedDay ?? VietnamDay.Of(Now),
                complaint,
                Pool.Work),
            Cancellation);

    public async Task<Drawn> DrawAsync(string upstream, Draw draw, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenAsync(Pool.Work, cancellationToken);
        if (await _store.DrawAsync(connection, upstream, draw, cancellationToken) is { } drawn)
            return drawn;
        await _store.AddAsync(connection, upstream, draw.Terms.Burst, cancellationToken);
        return (await _store.DrawAsync(connection, upstream, draw, cancellationToken))!;
    }

    public async Task<QuotaStanding> StandingAsync(string upstream = Somewhere)
    {
        await using var connection = await Database.OpenAsync(Pool.Work, Cancellation);
        return (await _store.StandingAsync(connection, upstream, Cancellation))!;
    }

    public async Task<int?> CapAsync(QuotaCap cap, int? expectedVersion = null)
    {
        await using var connection = await Database.OpenAsync(Pool.Work, Cancellation);
        return await _store.CapAsync(connection, Somewhere, cap, expectedVersion, Cancellation);
    }

    /// <summary>To the database, so much time passes.</summary>
    public async Task PassAsync(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        await using var connection = await Database.OpenAsync(Pool.Work, Cancellation);
        await connection.ExecuteAsync("update test_clock set at = $1", [Now.ToUniversalTime()], Cancellation);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
