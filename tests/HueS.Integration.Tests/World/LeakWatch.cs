using System.Collections.Concurrent;
using System.Diagnostics;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Xunit;

[assembly: AssemblyFixture(typeof(LeakWatch))]

namespace HueS.Integration.Tests.World;

/// <summary>
/// Reads every log line, trace, metric, URL and problem answer of the whole run, and fails it where one holds a number, name
/// or phone of the people the run was about. It names the place and the persona, never what it found.
/// </summary>
public sealed class LeakWatch : IDisposable
{
    private static readonly ConcurrentDictionary<string, byte> Leaks = new();
    private static readonly (string Persona, string Secret)[] Secrets = [.. Personas.All.SelectMany(SecretsOf)];

    private static long _read;

    private readonly ActivityListener _listener;

    public LeakWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("HueS", StringComparison.Ordinal)
                || source.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || source.Name.StartsWith("System.Net.Http", StringComparison.Ordinal)
                || source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Read,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>How many texts were read; a watch that saw nothing proves nothing.</summary>
    public static long Count => Interlocked.Read(ref _read);

    public static IReadOnlyCollection<string> Found => [.. Leaks.Keys];

    public static void Read(string place, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        Interlocked.Increment(ref _read);
        foreach (var (persona, secret) in Secrets)
        {
            if (text.Contains(secret, StringComparison.OrdinalIgnoreCase))
                Leaks.TryAdd($"{place}: {persona}", 0);
        }
    }

    /// <summary>What of a persona must not be seen.</summary>
    public static IEnumerable<(string Persona, string Secret)> SecretsOf(Persona persona) =>
        ((string?[])[persona.Number, persona.OldCard, persona.Name, persona.UpstreamName, persona.RegisterName, persona.Successor, persona.Phone])
        .OfType<string>()
        .Where(secret => secret.Length > 0)
        .Select(secret => (persona.Key, secret));

    /// <summary>Fails the test that ends now where anything was seen so far, by whichever test.</summary>
    public static void Check()
    {
        if (!Leaks.IsEmpty)
            throw new InvalidOperationException($"Personal data was seen in: {string.Join("; ", Leaks.Keys.Order())}");
    }

    public void Dispose() => _listener.Dispose();

    private static void Read(Activity activity)
    {
        Read($"trace {activity.Source.Name}", activity.DisplayName);
        foreach (var (key, value) in activity.TagObjects)
            Read($"trace {activity.Source.Name} {key}", value?.ToString());
        foreach (var happened in activity.Events)
        {
            foreach (var (key, value) in happened.Tags)
                Read($"trace event {activity.Source.Name} {key}", value?.ToString());
        }
    }
}

/// <summary>Lets the watch read every URL a test calls and every problem it is answered.</summary>
internal sealed class WatchedCalls() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        LeakWatch.Read("url", Uri.UnescapeDataString(request.RequestUri!.ToString()));
        var response = await base.SendAsync(request, cancellationToken);
        LeakWatch.Read("header", string.Join('\n', response.Headers.SelectMany(header => header.Value)));
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        LeakWatch.Read($"answer {(int)response.StatusCode}", await response.Content.ReadAsStringAsync(cancellationToken));
        return response;
    }
}
