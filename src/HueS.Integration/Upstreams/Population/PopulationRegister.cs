using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population;

/// <summary>
/// The national population register. Every verb ends in an answer about the person asked about, or in an
/// <see cref="UpstreamException"/>, which says nothing about anybody.
/// </summary>
internal sealed class PopulationRegister(
    IPopulationApi api,
    SoapSerializer soap,
    RouteQuarantine quarantine,
    [FromKeyedServices(PopulationRegister.Upstream)] UpstreamPipeline pipeline,
    IOptions<PopulationOptions> settings,
    TimeProvider time)
{
    public const string Upstream = "population";

    private readonly PopulationOptions _options = settings.Value;
    private readonly AnswerReader _reader = new(settings.Value);

    /// <summary>Does number, name and birth date belong together? The least that can be asked.</summary>
    public Task<VerifyAnswer> VerifyAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        AskAsync("verify", Wire.VerifyOperation, _options.VerifyCode, question, ask, _reader.ReadVerify, cancellationToken);

    public Task<LookUpAnswer> LookUpAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        AskAsync("look-up", Wire.LookUpOperation, _options.LookUpCode, question, ask, _reader.ReadLookUp, cancellationToken);

    /// <summary>Is the person alive? A look-up does not tell.</summary>
    public Task<VitalAnswer> VitalStatusAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        AskAsync(
            "vital-status", Wire.VitalStatusOperation, _options.VitalStatusCode, question, ask, _reader.ReadVital, cancellationToken);

    private async Task<T> AskAsync<T>(
        string name,
        string operation,
        string integrationCode,
        RegisterQuestion question,
        Ask ask,
        Func<XElement, Binding, T> read,
        CancellationToken cancellationToken)
    {
        await quarantine.RefuseIfStoppedAsync(_options.Route, ask.Pool, cancellationToken);
        return await pipeline.RunAsync(
            name,
            ask,
            async (requestId, token) =>
            {
                var written = QuestionWriter.Write(question, operation, integrationCode, requestId, _options);
                using var response = await api.AskAsync(
                    operation, written, requestId, HeaderText(ask.ClientId)!, HeaderText(question.CaseReference), token);
                await ScreenAsync(response, token);
                var payload = await soap.FromHttpContentAsync<XElement>(response.Content, token);
                try
                {
                    return read(payload!, Binding.Of(question, requestId, response));
                }
                catch (WrongPersonException)
                {
                    var body = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
                    await quarantine.StopAsync(new Incident(_options.Route, name, requestId, Hash(body), ask.ClientId));
                    throw;
                }
            },
            cancellationToken);
    }

    private async Task ScreenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // The platform speaking in the register's place, whatever the status; a plain 429 keeps its meaning.
        if (response.Headers.TryGetValues(Wire.PlatformError, out var errors) && (int)response.StatusCode != 429)
        {
            var passing = errors.All(error => error.StartsWith("Server.", StringComparison.Ordinal));
            throw new UpstreamUnavailableException(
                UnavailableReason.PlatformError,
                Screening.RetryAfter(response, time),
                passing ? "server" : "client",
                retryable: passing);
        }

        if (Screening.IsLabelled(response, "application/json") && (int)response.StatusCode is 200 or 403)
            throw WrapperRefusal(await response.Content.ReadAsByteArrayAsync(cancellationToken));

        Screening.RequireSuccess(response, time);
        Screening.RequireContent(response, "text/xml", "application/xml", "application/soap+xml");
    }

    private static UpstreamException WrapperRefusal(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(Wire.WrapperCode, out var code)
                && code.ValueKind == JsonValueKind.String)
            {
                return code.GetString() switch
                {
                    Wire.ProcedureNotLicensed => new UpstreamRefusedException(RefusalReason.ProcedureNotLicensed),
                    Wire.OfficerNotEntitled => new UpstreamRefusedException(RefusalReason.OfficerNotEntitled),
                    _ => UpstreamUnavailableException.Indeterminate("wrapper code"),
                };
            }
        }
        // The parser quotes what it read.
        catch (JsonException)
        {
        }

        return UpstreamUnavailableException.Protocol("json");
    }

    // A body is short and its shape known: without a key its hash would give the number away. The secret both sides hold
    // lets the other side find the same answer in its own archive.
    private byte[] Hash(byte[] body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(_options.SecretKey), body);

    /// <summary>Header values are visible ASCII; anything else travels percent-encoded.</summary>
    private static string? HeaderText(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.All(character => character is > ' ' and <= '~') ? text
        : Uri.EscapeDataString(text);
}
