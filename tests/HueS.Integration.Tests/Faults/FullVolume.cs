using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Benchmarks.Faults;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>
/// A database without room: a small volume filled to the last byte where this user may mount one, elsewhere a database that says
/// the same of its tables.
/// </summary>
public sealed class FullVolume : IAsyncLifetime
{
    private const int MostCalls = 400;
    private const string Ballast = "ballast";

    private ThrowawayFolder? _volume;
    private bool _isMounted;
    private FaultWorld? _world;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultWorld World => _world ?? throw new InvalidOperationException("The world was not started.");

    public async ValueTask InitializeAsync()
    {
        _volume = await ThrowawayFolder.MakeAsync(Cancellation);
        _isMounted = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", "size=160m,mode=0711", "tmpfs", _volume.Path);
        _world = await FaultWorld.StartAsync(
            new Surroundings { PostgresFolder = _isMounted ? Path.Combine(_volume.Path, "postgres") : null, Settings = Surroundings.Patience }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        if (_isMounted)
            (await RunAsync("umount", _volume!.Path)).ShouldBeTrue();
        _volume?.Dispose();
    }

    [Fact]
    public async Task A_full_volume_is_503_tells_nothing_and_loses_nothing_that_was_acknowledged()
    {
        var answers = new List<(int Person, HttpStatusCode Status, string Body)> { await AskAsync(0) };
        answers[0].Status.ShouldBe(HttpStatusCode.OK);

        await FillAsync();
        for (var person = 1; person < MostCalls && answers[^1].Status is HttpStatusCode.OK or HttpStatusCode.Accepted; person++)
            answers.Add(await AskAsync(person));
        var refused = answers[^1];
        await MakeRoomAsync();

        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        foreach (var telltale in (string[])["disk", "space", "extend", "base/", "pg_", "53100"])
            refused.Body.ShouldNotContain(telltale, Case.Insensitive);
        foreach (var acknowledged in answers.Where(answer => answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted))
            (await FindAsync(Id(acknowledged.Body))).ShouldBe(HttpStatusCode.OK);
        (await UntilAnsweredAsync(refused.Person)).ShouldBe(HttpStatusCode.OK);
    }

    private async Task FillAsync()
    {
        if (!_isMounted)
        {
            await World.Database.ExecuteAsync(
                """
                create function no_room() returns trigger language plpgsql as $$
                begin
                  raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
                end
                $$;
                create trigger no_room before insert on verification for each statement execute function no_room();
                """,
                Cancellation);
            return;
        }

        await using var ballast = File.Create(Path.Combine(_volume!.Path, Ballast), bufferSize: 0);
        var piece = new byte[4 * 1024];
        try
        {
            while (true)
                await ballast.WriteAsync(piece, Cancellation);
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    private async Task MakeRoomAsync()
    {
        if (_isMounted)
            File.Delete(Path.Combine(_volume!.Path, Ballast));
        else
            await World.Database.ExecuteAsync("drop trigger no_room on verification", Cancellation);
    }

    private async Task<HttpStatusCode> UntilAnsweredAsync(int person)
    {
        var status = HttpStatusCode.ServiceUnavailable;
        for (var attempt = 0; attempt < 100 && status != HttpStatusCode.OK; attempt++)
        {
            await Task.Delay(100, Cancellation);
            (_, status, _) = await AskAsync(person);
        }

        return status;
    }

    private static Guid Id(string body) => JsonSerializer.Deserialize<Contracts.Verification>(body, JsonSerializerOptions.Web)!.Id;

    /// <summary>The first look after there was no room may meet a database that is just coming back.</summary>
    private async Task<HttpStatusCode> FindAsync(Guid id)
    {
        var status = HttpStatusCode.ServiceUnavailable;
        for (var look = 0; look < 100 && status == HttpStatusCode.ServiceUnavailable; look++)
        {
            using var response = await World.Nodes[0].Caller.GetAsync(new Uri($"/v1/verifications/{id}", UriKind.Relative), Cancellation);
            status = response.StatusCode;
            if (status == HttpStatusCode.ServiceUnavailable)
                await Task.Delay(100, Cancellation);
        }

        return status;
    }

    private async Task<(int, HttpStatusCode, string)> AskAsync(int person)
    {
        var citizen = Inhabitants.Plain[person];
        using var response = await World.Nodes[0].Caller.PostAsJsonAsync(
            "/v1/verifications",
            new
            {
                purpose = FaultWorld.Purpose,
                caseReference = "H57-2026/00001",
                officer = "cb.001",
                subject = new { number = citizen.Number, name = citizen.FullName, birthDate = citizen.BirthDate },
            },
            Cancellation);
        return (person, response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments) =>
        (await Processes.RunAsync(new ProcessStartInfo(program, arguments), Cancellation)).ExitCode == 0;
}
