using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;
using HueS.Integration.Upstreams.Population.Soap;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.LgspSoap;

/// <summary>A provincial platform: a token first, then the register's SOAP as text inside JSON.</summary>
internal sealed class LgspSoapAdapter(
    ILgspSoapApi api,
    TokenKeeper tokens,
    IOptions<LgspSoapOptions> settings,
    TimeProvider time)
    : IRouteAdapter
{
    public const string Route = "lgsp-soap";

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    // The text is no part of a page: angle brackets travel as they are.
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LgspSoapOptions _options = settings.Value;
    private readonly AnswerReader _reader = new(settings.Value.Soap);

    public string EchoHeader => _options.EchoHeader;

    public string SharedSecret => _options.ClientSecret;

    public async Task<HttpResponseMessage> SendAsync(
        RegisterOperation operation,
        RegisterQuestion question,
        string requestId,
        Ask ask,
        CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(Write(operation, question, requestId)) { Headers = { ContentType = Json } };
        var token = await tokens.TakeAsync(cancellationToken);
        var response = await api.AskAsync(
            $"{_options.Path.Trim('/')}/{Soap.Wire.Of(operation)}", content, token.Header, requestId, cancellationToken);
        try
        {
            HeedToken(token, response.StatusCode);
            await ScreenAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public VerifyAnswer ReadVerify(byte[] body, Binding binding) => _reader.ReadVerify(Unwrap(body), binding);

    public LookUpAnswer ReadLookUp(byte[] body, Binding binding) => _reader.ReadLookUp(Unwrap(body), binding);

    public VitalAnswer ReadVital(byte[] body, Binding binding) => _reader.ReadVital(Unwrap(body), binding);

    private ReadOnlyMemory<byte> Write(RegisterOperation operation, RegisterQuestion question, string requestId)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body, Written);
        writer.WriteStartObject();
        writer.WriteString(Wire.Message, QuestionWriter.Write(operation, question, requestId, _options.Soap));
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenMemory;
    }

    // Asked again within this attempt, the question would leave without an intent and a payment of its own: the next attempt
    // has both, and a new token.
    private void HeedToken(AccessToken token, HttpStatusCode status)
    {
        if (status == HttpStatusCode.OK)
            token.WasAccepted = true;
        if (status != HttpStatusCode.Unauthorized)
            return;

        tokens.Drop(token);
        throw token.WasAccepted
            ? new UpstreamUnavailableException(UnavailableReason.TokenExpired, retryable: true)
            : new UpstreamRefusedException(RefusalReason.NotAuthenticated);
    }

    private async Task ScreenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Forbidden && Screening.IsLabelled(response, "application/json"))
        {
            var refusal = JsonBody.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), LgspSoapContext.Default.WireEnvelope);
            throw WrapperCode.Meaning(refusal.ErrorCode);
        }

        Screening.RequireSuccess(response, time);
        Screening.RequireContent(response, "application/json");
    }

    private XElement Unwrap(byte[] body)
    {
        var envelope = JsonBody.Read(body, LgspSoapContext.Default.WireEnvelope);
        if (envelope.ErrorCode != _options.SuccessCode)
            throw WrapperCode.Meaning(envelope.ErrorCode);
        return SoapReader.ReadBody(envelope.Message ?? throw UpstreamUnavailableException.Protocol("no message"));
    }
}
