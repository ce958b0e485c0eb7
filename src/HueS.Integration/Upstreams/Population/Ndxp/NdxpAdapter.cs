using System.Net.Http.Headers;
using System.Text.Json;
using HueS.Integration.Upstreams.Population.Soap;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.Ndxp;

/// <summary>The register's SOAP over the national exchange platform, addressed like X-Road.</summary>
internal sealed class NdxpAdapter(INdxpApi api, IOptions<NdxpOptions> settings, TimeProvider time) : IRouteAdapter
{
    public const string Route = "ndxp";

    private static readonly MediaTypeHeaderValue Xml = new("text/xml", "utf-8");

    private readonly NdxpOptions _options = settings.Value;
    private readonly AnswerReader _reader = new(settings.Value.Soap);

    public string EchoHeader => Wire.RequestId;

    public string SharedSecret => _options.SecretKey;

    public async Task<HttpResponseMessage> SendAsync(
        RegisterOperation operation,
        RegisterQuestion question,
        string requestId,
        Ask ask,
        CancellationToken cancellationToken)
    {
        var written = QuestionWriter.Write(operation, question, requestId, _options.Soap);
        var content = new ByteArrayContent(written.Array!, written.Offset, written.Count) { Headers = { ContentType = Xml } };
        var response = await api.AskAsync(
            Soap.Wire.Of(operation),
            content,
            requestId,
            HeaderText(ask.ClientId)!,
            HeaderText(question.CaseReference),
            cancellationToken);
        try
        {
            await ScreenAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public VerifyAnswer ReadVerify(byte[] body, Binding binding) => _reader.ReadVerify(SoapReader.ReadBody(body), binding);

    public LookUpAnswer ReadLookUp(byte[] body, Binding binding) => _reader.ReadLookUp(SoapReader.ReadBody(body), binding);

    public VitalAnswer ReadVital(byte[] body, Binding binding) => _reader.ReadVital(SoapReader.ReadBody(body), binding);

    private async Task ScreenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // The platform speaking in the register's place, whatever the status; a plain 429 keeps its meaning.
        if (response.Headers.TryGetValues(Wire.Error, out var errors) && (int)response.StatusCode != 429)
        {
            var passing = errors.All(error => error.StartsWith(Wire.ServerError, StringComparison.Ordinal));
            throw new UpstreamUnavailableException(
                UnavailableReason.PlatformError,
                Screening.RetryAfter(response, time),
                passing ? "server" : "client",
                retryable: passing);
        }

        if (Screening.IsLabelled(response, "application/json") && (int)response.StatusCode is 200 or 403)
            throw Refusal(await response.Content.ReadAsByteArrayAsync(cancellationToken));

        Screening.RequireSuccess(response, time);
        Screening.RequireContent(response, "text/xml", "application/xml", "application/soap+xml");
    }

    private static UpstreamException Refusal(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(Wire.RefusalCode, out var code)
                && code.ValueKind == JsonValueKind.String)
            {
                return WrapperCode.Meaning(code.GetString());
            }
        }
        // The parser quotes what it read.
        catch (JsonException)
        {
        }

        return UpstreamUnavailableException.Protocol("json");
    }

    /// <summary>Header values are visible ASCII; anything else travels percent-encoded.</summary>
    private static string? HeaderText(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.All(character => character is > ' ' and <= '~') ? text
        : Uri.EscapeDataString(text);
}
