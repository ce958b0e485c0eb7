using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Benchmarks.Faults;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Sandbox.Postgres;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>
/// A database without room, for its data or for its log. Where no small volume can be mounted, a table that says the same of the
/// data, and a folder that takes no new file of the log.
/// </summary>
public sealed class FullVolume : IAsyncLifetime
{
    private const int MostCalls = 400;

    private SmallVolume? _volume;
    private ThrowawayFolder? _folder;
    private FaultWorld? _world;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SmallVolume Volume => _volume ?? throw new InvalidOperationException("There is no volume.");

    private FaultWorld World => _world ?? throw new InvalidOperationException("The world was not started.");

    private string Log => Path.Combine(Volume.Path, "pg_wal");

    public async ValueTask InitializeAsync() => _volume = await SmallVolume.MakeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        if (_volume is not null)
            await _volume.DisposeAsync();
        _folder?.Dispose();
    }

    [Fact]
    public async Task A_full_volume_is_503_tells_nothing_and_loses_nothing_that_was_acknowledged()
    {
        await StartAsync(Volume.IsMounted ? Path.Combine(Volume.Path, "postgres") : null);
        var first = await AskAsync(0);

        if (Volume.IsMounted)
            await Volume.FillAsync();
        else
            await RefuseRowsAsync();
        var answers = await AskUntilRefusedAsync(() => Task.CompletedTask);
        if (Volume.IsMounted)
            Volume.MakeRoom();
        else
            await World.Database.ExecuteAsync("drop trigger no_room on verification", Cancellation);

        await NothingIsToldOrLostAsync([first, .. answers]);
    }

    [Fact]
    public async Task A_full_volume_of_the_log_is_503_tells_nothing_and_loses_nothing_that_was_acknowledged()
    {
        await StartAsync(await WithLogOnVolumeAsync());
        var first = await AskAsync(0);

        if (Volume.IsMounted)
            await Volume.FillAsync();
        else
            (await SmallVolume.RunAsync("chmod", "500", Log)).ShouldBeTrue();
        // What is left of the log's files is soon used up.
        var answers = await AskUntilRefusedAsync(BeginNextFileAsync);
        if (Volume.IsMounted)
            Volume.MakeRoom();
        else
            (await SmallVolume.RunAsync("chmod", "700", Log)).ShouldBeTrue();

        await NothingIsToldOrLostAsync([first, .. answers]);
    }

    private async Task StartAsync(string? postgres) =>
        _world = await FaultWorld.StartAsync(new Surroundings { PostgresFolder = postgres, Settings = Surroundings.Patience }, Cancellation);

    /// <summary>Makes a cluster whose log alone lies on the volume.</summary>
    private async Task<string> WithLogOnVolumeAsync()
    {
        _folder = await ThrowawayFolder.MakeAsync(Cancellation);
        var postgres = Path.Combine(_folder.Path, "postgres");
        await (await PrivatePostgres.StartAsync(postgres, _ => { }, Cancellation)).DisposeAsync();
        var usual = Path.Combine(postgres, "data", "pg_wal");
        (await SmallVolume.RunAsync("mv", usual, Log)).ShouldBeTrue();
        Directory.CreateSymbolicLink(usual, Log);
        return postgres;
    }

    private Task RefuseRowsAsync() => World.Database.ExecuteAsync(
        """
        create function no_room() returns trigger language plpgsql as $$
        begin
          raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
        end
        $$;
        create trigger no_room before insert on verification for each statement execute function no_room();
        """,
        Cancellation);

    /// <summary>The server that finds no room for it goes down, and stays down as long as there is none.</summary>
    private async Task BeginNextFileAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{World.Postgres.OwnerConnectionString("postgres")};Pooling=false");
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand("select pg_switch_wal()", connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
        catch (NpgsqlException)
        {
            // It is down, as it should be; whether it says so to its callers is asked next.
        }
    }

    private async Task<List<Answer>> AskUntilRefusedAsync(Func<Task> between)
    {
        var answers = new List<Answer>();
        do
        {
            answers.Add(await AskAsync(answers.Count + 1));
            await between();
        }
        while (answers[^1].IsAcknowledged && answers.Count < MostCalls);
        return answers;
    }

    private async Task NothingIsToldOrLostAsync(IReadOnlyList<Answer> answers)
    {
        var refused = answers[^1];
        answers[0].Status.ShouldBe(HttpStatusCode.OK);
        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        foreach (var telltale in (string[])["disk", "space", "extend", "base/", "pg_", "53100"])
            refused.Body.ShouldNotContain(telltale, Case.Insensitive);
        await Until.TrueAsync("An answer for whoever was refused", async () => (await AskAsync(refused.Person)).Status == HttpStatusCode.OK);
        foreach (var acknowledged in answers.Where(answer => answer.IsAcknowledged))
            (await FindAsync(acknowledged.Id)).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> FindAsync(Guid id)
    {
        using var response = await World.Nodes[0].Caller.GetAsync(new Uri($"/v1/verifications/{id}", UriKind.Relative), Cancellation);
        return response.StatusCode;
    }

    private async Task<Answer> AskAsync(int person)
    {
        var citizen = Inhabitants.Plain[person];
        using var response = await World.Nodes[0].Caller.PostAsJsonAsync(
            "/v1/verifications", FaultClaim.Of(citizen.Number, citizen.FullName, citizen.BirthDate), Cancellation);
        return new Answer(person, response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private sealed record Answer(int Person, HttpStatusCode Status, string Body)
    {
        public bool IsAcknowledged => Status is HttpStatusCode.OK or HttpStatusCode.Accepted;

        public Guid Id => JsonSerializer.Deserialize<Contracts.Verification>(Body, JsonSerializerOptions.Web)!.Id;
    }
}
