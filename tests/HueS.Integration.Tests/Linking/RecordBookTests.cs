using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Records;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

public sealed class RecordBookTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Number = "046190000017";

    private static readonly Actor Wallet = Actor.Client("wallet");

    private readonly string _folder = Directory.CreateTempSubdirectory("hues-keys-").FullName;
    private TestDatabase _seen = null!;
    private Database _database = null!;
    private RecordBook _book = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _seen = await databases.MigratedAsync();
        _database = _seen.Open();
        var ring = Path.Combine(_folder, "ring.json");
        KeyRing.Create(ring);
        var keys = KeyRing.Load(ring);
        var (subjects, index) = (new SubjectStore(keys), new BlindIndex(keys));
        _book = new RecordBook(_database, new RecordStore(), subjects, index, new Trail(new OfficerStore(subjects, index)));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_record_is_created_changed_and_told_again_without_a_change()
    {
        var first = await TellAsync(Payment("W-1", "open"));
        var again = await TellAsync(Payment("W-1", "open"));
        var later = await TellAsync(Payment("W-1", "closed"));

        first.Change.ShouldBe(RecordChange.Created);
        again.ShouldBe(first with { Change = RecordChange.Unchanged });
        later.ShouldBe(first with { Change = RecordChange.Changed, Version = 2 });
        (await _seen.QueryAsync<string>("select note from audit where action = 'record.kept'")).ShouldBe(["payments", "payments"]);
    }

    [Theory]
    [InlineData(0, 1, RecordChange.Stale)]
    [InlineData(1, 2, RecordChange.Changed)]
    [InlineData(2, 1, RecordChange.Stale)]
    public async Task A_change_of_another_version_than_was_read_changes_nothing(int expected, int version, object change)
    {
        await TellAsync(Payment("W-1", "open"));

        var told = await TellAsync(Payment("W-1", "closed"), expected);

        told.Change.ShouldBe((RecordChange)change);
        told.Version.ShouldBe(version);
    }

    [Fact]
    public async Task What_it_says_of_its_holder_opens_again_and_stands_nowhere_in_the_clear()
    {
        var told = await TellAsync(Payment("W-1", "open"));

        await using var connection = await _database.OpenAsync(Pool.Api, Cancellation);
        var holder = await _book.OpenHolderAsync(connection, told.Id, Cancellation);

        holder.ShouldBe(Payment("W-1", "open").Holder);
        var row = (await _seen.QueryAsync<string>("select record::text from record")).ShouldHaveSingleItem();
        row.ShouldNotContain(Number);
        row.ShouldNotContain("Hoài");
    }

    [Fact]
    public async Task One_record_told_by_many_at_once_is_one_record()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TellAsync(Payment("W-1", "open"))));

        told.Count(one => one.Change == RecordChange.Created).ShouldBe(1);
        told.Select(one => one.Id).Distinct().ShouldHaveSingleItem();
        (await _seen.QueryAsync<long>("select count(*) from record")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_record_that_vanished_is_gone_until_it_is_told_again()
    {
        var told = await TellAsync(Payment("W-1", "open"));

        (await _book.RemoveAsync(Wallet, RecordSystems.Payments, "W-1", Cancellation)).ShouldBeTrue();
        (await _book.RemoveAsync(Wallet, RecordSystems.Payments, "W-1", Cancellation)).ShouldBeFalse();
        (await _seen.QueryAsync<bool>("select gone_at is not null from record")).ShouldBe([true]);
        (await TellAsync(Payment("W-1", "open"))).ShouldBe(new Told(RecordChange.Changed, told.Id, 3));
        (await _seen.QueryAsync<bool>("select gone_at is null from record")).ShouldBe([true]);
    }

    [Fact]
    public async Task What_changed_waits_to_be_linked_and_what_did_not_waits_no_more()
    {
        var told = await TellAsync(Payment("W-1", "open"));
        var lease = await TakeAsync();
        lease.Target.ShouldBe(told.Id);
        await _database.TransactAsync(Pool.Work, (connection, token) => RecordBook.Queue.CompleteAsync(connection, lease, token), Cancellation);

        await TellAsync(Payment("W-1", "open"));
        (await WaitingAsync()).ShouldBe(0);
        await TellAsync(Payment("W-1", "closed"));
        (await WaitingAsync()).ShouldBe(1);
    }

    private async Task<Lease> TakeAsync() => (await _database.TransactAsync(
        Pool.Work, (connection, token) => RecordBook.Queue.TakeDueAsync(connection, 10, token), Cancellation)).ShouldHaveSingleItem();

    private async Task<long> WaitingAsync() =>
        (await _seen.QueryAsync<long>("select count(*) from work where kind = 'linking' and state = 'new'"))[0];

    private Task<Told> TellAsync(RecordClaim claim, int? expected = null) => _book.TellAsync(Wallet, claim, expected, Cancellation);

    private static RecordClaim Payment(string id, string status) => new(
        RecordSystems.Payments,
        id,
        "wallet",
        status,
        new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
        ClosedAt: null,
        new HolderClaim(
            PersonalNumber.TryParse(Number, out var number) ? number : null,
            OldCard: null,
            PersonName.TryParse("Trần Thị Hoài", out var name, out _) ? name : null,
            BirthDate.TryParse("1990-05", out var birth) ? birth : null,
            "0900000001"));
}
