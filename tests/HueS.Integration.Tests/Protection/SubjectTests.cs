using System.Text;
using CsCheck;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Protection;

public sealed class SubjectTests(TestDatabases databases) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hues-keys-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_sealed_opens_in_its_place_and_nowhere_else()
    {
        var keys = NewRing();
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var (one, other) = await open.TransactAsync(
            Pool.Api,
            async (connection, token) => (
                await new SubjectStore(keys).OfAsync(connection, [1], token),
                await new SubjectStore(keys).OfAsync(connection, [2], token)),
            Cancellation);

        Gen.String.Sample(text =>
        {
            var row = Guid.CreateVersion7();
            var kept = one.Seal("table.column", row, text);

            one.Open<string>("table.column", row, kept).ShouldBe(text);
            Should.Throw<SealBrokenException>(() => one.Open<string>("table.other", row, kept));
            Should.Throw<SealBrokenException>(() => one.Open<string>("table.column", Guid.CreateVersion7(), kept));
            Should.Throw<SealBrokenException>(() => other.Open<string>("table.column", row, kept));
        }, iter: 100);
    }

    [Fact]
    public async Task A_changed_byte_is_noticed()
    {
        var keys = NewRing();
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var subject = await open.TransactAsync(Pool.Api, (connection, token) => new SubjectStore(keys).OfAsync(connection, [1], token), Cancellation);
        var row = Guid.CreateVersion7();
        var kept = subject.Seal("table.column", row, "sealed");

        for (var position = 0; position < kept.Length; position++)
        {
            var changed = kept.ToArray();
            changed[position] ^= 1;
            Should.Throw<SealBrokenException>(() => subject.Open<string>("table.column", row, changed));
        }
    }

    [Fact]
    public async Task Everyone_who_asks_at_once_gets_the_same_subject_and_key()
    {
        var keys = NewRing();
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var row = Guid.CreateVersion7();

        var subjects = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            open.TransactAsync(Pool.Api, (connection, token) => new SubjectStore(keys).OfAsync(connection, [7], token), Cancellation)));

        subjects.Select(subject => subject.SubjectId).Distinct().ShouldHaveSingleItem();
        var kept = subjects[0].Seal("table.column", row, "sealed");
        subjects[^1].Open<string>("table.column", row, kept).ShouldBe("sealed");
    }

    [Fact]
    public async Task Another_key_ring_opens_nothing()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var subject = await open.TransactAsync(Pool.Api, (connection, token) => new SubjectStore(NewRing()).OfAsync(connection, [1], token), Cancellation);
        var stranger = new SubjectStore(NewRing());

        await using var connection = await open.OpenAsync(Pool.Api, Cancellation);
        await Should.ThrowAsync<SealBrokenException>(() => stranger.OpenAsync(connection, subject.SubjectId, Cancellation));
    }

    [Fact]
    public void A_blind_index_depends_on_value_kind_and_key()
    {
        var ring = NewRing();
        var index = new BlindIndex(ring);

        var number = index.Of(IndexKind.PersonalNumber, "046190000017");

        number.ShouldBe(new BlindIndex(ring).Of(IndexKind.PersonalNumber, "046190000017"));
        number.ShouldNotBe(index.Of(IndexKind.PersonalNumber, "046190000018"));
        number.ShouldNotBe(index.Of(IndexKind.Officer, "046190000017"));
        number.ShouldNotBe(new BlindIndex(NewRing()).Of(IndexKind.PersonalNumber, "046190000017"));
        Encoding.Latin1.GetString(number).ShouldNotContain("046190000017");
    }

    private KeyRing NewRing()
    {
        var path = Path.Combine(_folder, $"{Guid.CreateVersion7():N}.json");
        KeyRing.Create(path);
        return KeyRing.Load(path);
    }
}
