using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Audit;

public sealed class TrailTests(TestDatabases databases) : IDisposable
{
    private const string OfficersNumber = "046190000017";

    private readonly string _folder = Directory.CreateTempSubdirectory("hues-keys-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("update audit set note = 'x'")]
    [InlineData("delete from audit")]
    [InlineData("truncate audit")]
    [InlineData("update intent set operation = 'x'")]
    [InlineData("delete from intent")]
    [InlineData("truncate intent")]
    public async Task Neither_the_service_nor_the_owner_can_change_the_trail(string change)
    {
        var database = await databases.MigratedAsync();
        await WriteAsync(database);
        await using var open = database.Open();
        await using var service = await open.OpenAsync(Pool.Api, Cancellation);

        var asService = await Should.ThrowAsync<PostgresException>(() => service.ExecuteAsync(change, [], Cancellation));
        var asOwner = await Should.ThrowAsync<PostgresException>(() => database.ExecuteAsync(change));

        asService.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        asOwner.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task An_officer_is_named_in_the_trail_only_to_who_holds_the_keys()
    {
        var database = await databases.MigratedAsync();
        var officers = await WriteAsync(database);

        var officerId = (await database.QueryAsync<Guid>("select officer_id from audit")).ShouldHaveSingleItem();
        (await database.QueryAsync<string>("select encode(account, 'escape') from officer"))
            .ShouldHaveSingleItem().ShouldNotContain(OfficersNumber);
        await using var open = database.Open();
        await using var connection = await open.OpenAsync(Pool.Api, Cancellation);
        (await officers.ReadAsync(connection, officerId, Cancellation)).Text.ShouldBe(OfficersNumber);
    }

    [Fact]
    public async Task A_row_is_gone_with_the_transaction_it_tells_of()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var trail = new Trail(NewOfficers());

        await Should.ThrowAsync<InvalidOperationException>(() => open.TransactAsync(
            Pool.Api,
            async (connection, token) =>
            {
                await trail.WriteAsync(connection, new AuditEntry(AuditAction.ProfileBound, Actor.Client("portal")), token);
                throw new InvalidOperationException("the effect failed");
            },
            Cancellation));

        (await database.QueryAsync<long>("select count(*) from audit")).ShouldBe([0]);
    }

    [Fact]
    public async Task Looks_at_a_case_never_push_what_happened_out_of_its_story()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        await using var connection = await open.OpenAsync(Pool.Api, Cancellation);
        var trail = new Trail(NewOfficers());
        await trail.WriteAsync(connection, new AuditEntry(AuditAction.VerificationPutOff, Actor.Client("portal"), Target: "case"), Cancellation);
        foreach (var look in new[] { AuditAction.VerificationExplained, AuditAction.VerificationDisclosed, AuditAction.ReceiptDisclosed })
            await trail.WriteAsync(connection, new AuditEntry(look, Actor.Client("portal"), Target: "case"), Cancellation);

        (await trail.ListAsync(connection, "case", Cancellation)).Select(row => row.Action).ShouldBe([AuditAction.VerificationPutOff]);
    }

    private async Task<OfficerStore> WriteAsync(TestDatabase database)
    {
        await using var open = database.Open();
        var officers = NewOfficers();
        OfficerId.TryParse(OfficersNumber, out var officer).ShouldBeTrue();
        await open.TransactAsync(
            Pool.Api,
            (connection, token) => new Trail(officers).WriteAsync(
                connection,
                new AuditEntry(AuditAction.ProfileBound, Actor.Client("portal", officer)),
                token),
            Cancellation);
        return officers;
    }

    private OfficerStore NewOfficers()
    {
        var path = Path.Combine(_folder, $"{Guid.CreateVersion7():N}.json");
        KeyRing.Create(path);
        var keys = KeyRing.Load(path);
        return new OfficerStore(new SubjectStore(keys), new BlindIndex(keys));
    }
}
