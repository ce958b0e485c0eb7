using System.Net.Http.Json;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class PrivacyTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Nothing listens there: the traces are made as for an exporter, and read by the watch.
    public async ValueTask InitializeAsync() =>
        _service = await TestService.StartAsync(databases, "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    /// <summary>I10: whoever takes the database takes nobody's identity. An officer's account may be a number too.</summary>
    [Fact]
    public async Task The_database_alone_identifies_nobody()
    {
        foreach (var persona in Personas.All.Where(persona => persona.Key is not ("slow" or "wrong-person")))
            await WorkOnAsync(persona);
        _service.Stubs.Population.Weather.Down();
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain, birthDate: "1990"));

        var tables = await _service.Database.QueryAsync<string>("select tablename::text from pg_tables where schemaname = 'public'");
        var rows = 0;
        foreach (var table in tables)
        {
            foreach (var row in await _service.Database.QueryAsync<string>($"select {table}::text from {table}"))
            {
                rows++;
                foreach (var (key, secret) in Personas.All.SelectMany(LeakWatch.SecretsOf))
                {
                    row.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{table} holds something of {key}");
                    row.Contains(Hexadecimal(secret), StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{table} holds bytes of {key}");
                }

                foreach (var persona in Personas.All.Where(persona => persona.BirthDate.Length == "yyyy-MM-dd".Length))
                {
                    foreach (var spelling in SpellingsOf(persona.BirthDate))
                        row.Contains(spelling, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{table} holds the birth date of {persona.Key}");
                }
            }
        }

        rows.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Logs_traces_metrics_urls_and_answers_of_a_day_at_the_counter_name_nobody()
    {
        var before = LeakWatch.Count;

        await WorkOnAsync(Personas.Plain);
        await WorkOnAsync(Personas.Deceased);
        using var refused = await _service.PostAsync(
            _service.Portal,
            new
            {
                purpose = TestService.Purpose,
                caseReference = Personas.Plain.Number,
                officer = "mot-cua-01",
                subject = new { number = "x" + Personas.Plain.Number, name = Personas.Plain.Name + "1", birthDate = "1990-13-45" },
                Trần = Personas.Plain.Name,
            });
        // The caller's mistake, not ours; all the same it must not travel further than the refusal.
        using var foolish = await _service.UnwatchedAsync($"/v1/profiles/{Personas.Plain.Number}");
        LeakWatch.Read("metrics", await _service.Anyone.GetStringAsync("/metrics", Cancellation));

        LeakWatch.Found.ShouldBeEmpty();
        (LeakWatch.Count - before).ShouldBeGreaterThan(100);
        _service.Log.Lines.ShouldNotBeEmpty();
    }

    private async Task WorkOnAsync(Persona persona)
    {
        var officer = "046188000777";
        using var asked = await _service.PostAsync(
            _service.Portal,
            new { purpose = TestService.Purpose, caseReference = "HS-1", officer, subject = TestService.Claim(persona) });
        var verification = await TestService.ReadAsync<Contracts.Verification>(asked);
        using var bound = await _service.Portal.PutAsJsonAsync(
            $"/v1/profiles/account-{persona.Key}",
            new { verificationId = verification.Id, phone = persona.Phone },
            Cancellation);
        foreach (var dossier in persona.Dossiers)
        {
            using var linked = await _service.Portal.PostAsJsonAsync(
                $"/v1/profiles/account-{persona.Key}/links",
                new { system = "dossiers", recordId = dossier.Number, purpose = TestService.Purpose, officer },
                Cancellation);
        }
    }

    private static IEnumerable<string> SpellingsOf(string iso)
    {
        var (year, month, day) = (iso[..4], iso[5..7], iso[8..]);
        string[] spellings = [iso, $"{year}{month}{day}", $"{day}/{month}/{year}", $"{day}{month}{year}", $"{day}-{month}-{year}"];
        // Eight digits alone turn up by chance in ids and hashes; as bytes of a text they do not.
        return spellings.Where(spelling => !spelling.All(char.IsAsciiDigit)).Concat(spellings.Select(Hexadecimal));
    }

    private static string Hexadecimal(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));
}
