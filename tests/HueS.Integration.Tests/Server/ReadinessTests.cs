using System.Net;
using HueS.Integration.Protection;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ReadinessTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_whole_node_is_ready() => (await ReadyAsync()).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_database_that_lacks_a_script_makes_the_node_unready()
    {
        await _service.Database.ExecuteAsync("delete from migration where name like '0009%'");

        var (status, told) = await ReadyAsync();

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        told.ShouldContain("\"database\":\"unhealthy\"");
        told.ShouldContain("\"key_ring\":\"healthy\"");
    }

    [Fact]
    public async Task A_key_ring_that_others_can_read_makes_the_node_unready()
    {
        var ring = _service.Rooms.GetRequiredService<IOptions<ProtectionOptions>>().Value.KeyRingFile;
        File.SetUnixFileMode(ring, File.GetUnixFileMode(ring) | UnixFileMode.OtherRead);

        var (status, told) = await ReadyAsync();

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        told.ShouldContain("\"key_ring\":\"unhealthy\"");
        told.ShouldContain("\"database\":\"healthy\"");
    }

    private async Task<(HttpStatusCode Status, string Told)> ReadyAsync()
    {
        using var response = await _service.Anyone.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
