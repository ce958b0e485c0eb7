using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Protection;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;
using RecordLinker = HueS.Integration.Linking.RecordLinker;

namespace HueS.Integration.Tests.World;

/// <summary>The whole service on loopback: real PostgreSQL, real stubs, real tokens; one database of its own.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string Purpose = "1.004194";
    public const string YesNoPurpose = "2.000815";

    private static readonly Lazy<Task<TokenIssuer>> SharedIssuer = new(() => TokenIssuer.StartAsync(0, CancellationToken.None));

    // They live for an hour, which no run of tests takes.
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Tokens = [];

    private readonly List<IAsyncDisposable> _parts = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("hues-service-").FullName;
    private string[] _settings = [];
    private Stopped? _first;

    private TestService(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public Stubs Stubs { get; private set; } = null!;

    /// <summary>One issuer for the whole run: it knows the clients and keeps nothing.</summary>
    public TokenIssuer Issuer { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Rooms { get; private set; } = null!;

    /// <summary>Brings no token.</summary>
    public HttpClient Anyone { get; private set; } = null!;

    /// <summary>Sees grades.</summary>
    public HttpClient Portal { get; private set; } = null!;

    /// <summary>Is told verified or not.</summary>
    public HttpClient Kiosk { get; private set; } = null!;

    /// <summary>Decides doubts of every kind.</summary>
    public HttpClient Reviewer { get; private set; } = null!;

    /// <summary>Agrees as the second person.</summary>
    public HttpClient Approver { get; private set; } = null!;

    /// <summary>Lays known answers among the tasks.</summary>
    public HttpClient Trainer { get; private set; } = null!;

    /// <summary>Releases routes.</summary>
    public HttpClient Operator { get; private set; } = null!;

    /// <summary>Tells payments.</summary>
    public HttpClient Wallet { get; private set; } = null!;

    /// <summary>Sends lists of who attended a class.</summary>
    public HttpClient Ward { get; private set; } = null!;

    public LogBook Log { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TestService> StartAsync(TestDatabases databases, params string[] settings)
    {
        var service = new TestService(await databases.MigratedAsync());
        try
        {
            await service.StartPartsAsync(settings);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public static object Claim(Persona persona, string? name = null, string? birthDate = null, string? number = null) => new
    {
        number = number ?? persona.Number,
        name = name ?? persona.Name,
        birthDate = birthDate ?? persona.BirthDate,
    };

    public static object Ask(object subject, string purpose = Purpose) => new
    {
        purpose,
        caseReference = "000.00.00.H57-260105-0001",
        officer = "mot-cua-01",
        subject,
    };

    public async Task<HttpResponseMessage> PostAsync(HttpClient caller, object body, string? key = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        return await caller.SendAsync(request, Cancellation);
    }

    /// <summary>Asks and reads the answer, whether it is settled or pending.</summary>
    public async Task<Contracts.Verification> VerifyAsync(HttpClient caller, object subject, string purpose = Purpose, string? key = null)
    {
        using var response = await PostAsync(caller, Ask(subject, purpose), key);
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode}");
        return await ReadAsync<Contracts.Verification>(response);
    }

    /// <summary>Asks until there is an answer: on a busy machine the first may be a place in the queue.</summary>
    public async Task<Contracts.Verification> SettledAsync(HttpClient caller, object subject, string purpose = Purpose)
    {
        var asked = await VerifyAsync(caller, subject, purpose);
        return asked.State == VerificationState.Settled ? asked : await UntilSettledAsync(caller, asked.Id);
    }

    public async Task<Contracts.Verification> UntilSettledAsync(HttpClient caller, Guid id)
    {
        for (var look = 0; look < 300; look++)
        {
            using var response = await caller.GetAsync($"/v1/verifications/{id}", Cancellation);
            var current = await ReadAsync<Contracts.Verification>(response);
            if (current.State == VerificationState.Settled)
                return current;
            await Task.Delay(100, Cancellation);
        }

        throw new TimeoutException("The check was not settled within its bound.");
    }

    /// <summary>
    /// Waits until nothing waits to be linked: an account that was bound, or a record that was asked for, is looked at behind its
    /// caller's back, and what the caller saw before may have changed after.
    /// </summary>
    public Task UntilNothingWaitsToBeLinkedAsync() => Until.TrueAsync(
        "An end of linking",
        async () => (await Database.QueryAsync<long>("select count(*) from work where kind in ('citizen', 'linking') and state = 'new'"))[0] == 0);

    /// <summary>Calls with the portal's token, past the watch on the caller's own URLs.</summary>
    public async Task<HttpResponseMessage> UnwatchedAsync(string path)
    {
        // The client's own spans would hold its URL too; they are the caller's.
        using var caller = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = Address };
        caller.DefaultRequestHeaders.Authorization = Portal.DefaultRequestHeaders.Authorization;
        return await caller.GetAsync(path, Cancellation);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, Cancellation))!;

    public async ValueTask DisposeAsync()
    {
        if (_first is not null && Anyone is not null)
            LeakWatch.Read("metrics", await Anyone.GetStringAsync("/metrics", CancellationToken.None));
        foreach (var part in Enumerable.Reverse(_parts))
            await part.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        LeakWatch.Check();
    }

    /// <summary>Ends the node the callers call, before the service as a whole.</summary>
    public async Task StopFirstNodeAsync()
    {
        LeakWatch.Read("metrics", await Anyone.GetStringAsync("/metrics", Cancellation));
        _parts.Remove(_first!);
        await _first!.DisposeAsync();
        _first = null;
    }

    /// <summary>Another node on the same database, register and keys; called as the portal.</summary>
    public async Task<HttpClient> AnotherNodeAsync(params string[] settings)
    {
        var (node, address) = await StartNodeAsync([.. _settings, .. settings]);
        _parts.Add(new Stopped(node));
        var caller = Caller(address);
        caller.DefaultRequestHeaders.Authorization = Portal.DefaultRequestHeaders.Authorization;
        return caller;
    }

    /// <summary>The rooms of another node, whose own clock may go wrong; it serves nobody and works on nothing by itself.</summary>
    public IServiceProvider RoomsOfAnotherNode(TimeProvider time)
    {
        var node = ServerHost.Build(_settings, builder => builder.Services.AddSingleton(time));
        _parts.Add(node);
        return node.Services;
    }

    /// <summary>The same as a process of its own, which nobody calls: its workers work.</summary>
    public ServerProcess AnotherProcess(params string[] settings) => ServerProcess.Start([.. _settings, .. settings]);

    private async Task StartPartsAsync(string[] settings)
    {
        Stubs = Keep(await Stubs.StartAsync(new StubOptions(), Cancellation));
        Issuer = await SharedIssuer.Value;
        var ring = Path.Combine(_folder, "keys.json");
        KeyRing.Create(ring);
        _settings = [.. Settings(ring), .. settings];

        var (service, address) = await StartNodeAsync(_settings);
        _parts.Add(_first = new Stopped(service));
        (Rooms, Address) = (service.Services, address);
        Anyone = Caller(Address);
        Portal = await CallerAsync(SandboxClient.Portal);
        Kiosk = await CallerAsync(SandboxClient.Kiosk);
        Operator = await CallerAsync(SandboxClient.Operator);
        Wallet = await CallerAsync(SandboxClient.Wallet);
        Ward = await CallerAsync(SandboxClient.Ward);
        Reviewer = await CallerAsync(SandboxClient.Reviewer);
        Approver = await CallerAsync(SandboxClient.Approver);
        Trainer = await CallerAsync(SandboxClient.Trainer);
    }

    private async Task<(WebApplication Node, Uri Address)> StartNodeAsync(string[] settings)
    {
        var node = ServerHost.Build(settings, builder => builder.Services.AddSingleton<ILoggerProvider>(Log));
        await node.StartAsync(Cancellation);
        var address = node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return (node, new Uri(address));
    }

    private string[] Settings(string ring)
    {
        var stub = new StubOptions();
        return
        [
            "--urls=http://127.0.0.1:0",
            "--Server:DrainDelay=00:00:00",
            "--Server:EvenTimeStep=00:00:00.050",
            $"--Storage:ConnectionString={Database.Service}",
            // A busy machine must not make the service give anything up; only tests about time-outs shorten them.
            "--Storage:ConnectionWaitSeconds=15",
            "--Storage:LockTimeoutMilliseconds=15000",
            "--Storage:StatementTimeoutMilliseconds=30000",
            $"--Protection:KeyRingFile={ring}",
            $"--Access:Authority={Issuer.Address}",
            $"--Population:Ndxp:BaseAddress={Stubs.PopulationAddress}",
            $"--Population:Ndxp:Username={stub.Username}",
            $"--Population:Ndxp:SecretKey={stub.SecretKey}",
            "--Population:Ndxp:Pipeline:AttemptTimeout=00:00:15",
            "--Population:Ndxp:Pipeline:InteractiveTimeout=00:00:19",
            "--Population:Ndxp:Pipeline:ConnectTimeout=00:00:15",
            "--Verification:AnswerWithin=00:00:20",
            "--Population:Ndxp:Pipeline:Quota:PerSecond=1000",
            "--Population:Ndxp:Pipeline:Quota:Burst=1000",
            "--Population:Ndxp:Pipeline:ShortestBreak=00:00:01",
            "--Population:Ndxp:Pipeline:LongestBreak=00:00:01",
            $"--Dossiers:BaseAddress={Stubs.DossiersAddress}",
            $"--Dossiers:Token={stub.DossiersToken}",
            "--Verification:FirstDelay=00:00:00.2",
            "--Verification:LongestDelay=00:00:01",
            $"--Access:Purposes:0:Code={Purpose}",
            $"--Access:Purposes:1:Code={YesNoPurpose}",
            "--Access:Purposes:1:Check=YesNo",
            $"--Access:Clients:0:Id={SandboxClient.Portal.Id}",
            $"--Access:Clients:0:Purposes:{Purpose}=Grades",
            $"--Access:Clients:0:Purposes:{YesNoPurpose}=Grades",
            $"--Access:Clients:1:Id={SandboxClient.Kiosk.Id}",
            $"--Access:Clients:1:Purposes:{Purpose}=Outcome",
            $"--Access:Purposes:records:Code={RecordLinker.Purpose}",
            $"--Access:Clients:operator:Id={SandboxClient.Operator.Id}",
            $"--Access:Clients:operator:Purposes:{Purpose}=Grades",
            $"--Access:Clients:operator:Purposes:{RecordLinker.Purpose}=Grades",
            $"--Access:Clients:wallet:Id={SandboxClient.Wallet.Id}",
            "--Access:Clients:wallet:Records:0=payments",
            $"--Access:Clients:ward:Id={SandboxClient.Ward.Id}",
            "--Access:Clients:ward:Records:0=training",
            $"--Access:Clients:reviewer:Id={SandboxClient.Reviewer.Id}",
            "--Access:Clients:reviewer:Reviews:0=verification",
            "--Access:Clients:reviewer:Reviews:1=profile",
            "--Access:Clients:reviewer:Reviews:2=link",
            "--Access:Clients:reviewer:Reviews:3=citizen",
            "--Access:Clients:reviewer:Reviews:4=unlinking",
            $"--Access:Clients:approver:Id={SandboxClient.Approver.Id}",
            "--Access:Clients:approver:Reviews:0=verification",
            "--Access:Clients:approver:Reviews:1=profile",
            "--Access:Clients:approver:Reviews:2=link",
            "--Access:Clients:approver:Reviews:3=citizen",
            "--Access:Clients:approver:Reviews:4=unlinking",
            $"--Access:Clients:approver:Purposes:{Purpose}=Grades",
            $"--Access:Clients:approver:Purposes:{RecordLinker.Purpose}=Grades",
        ];
    }

    private async Task<HttpClient> CallerAsync(SandboxClient client)
    {
        var caller = Caller(Address);
        var token = Tokens.GetOrAdd(client.Id, _ => new Lazy<Task<string>>(() => Issuer.TokenAsync(client, CancellationToken.None)));
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await token.Value);
        return caller;
    }

    private HttpClient Caller(Uri address)
    {
        var caller = new HttpClient(new WatchedCalls()) { BaseAddress = address };
        _parts.Add(new Closed(caller));
        return caller;
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    private sealed class Stopped(WebApplication service) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await service.StopAsync();
            await service.DisposeAsync();
        }
    }

    private sealed class Closed(HttpClient caller) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            caller.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
