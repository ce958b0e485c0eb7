using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HueS.Integration.Identity;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.LgspJson;

/// <summary>A provincial platform that speaks plain JSON in camelCase.</summary>
internal sealed class LgspJsonAdapter(ILgspJsonApi api, IOptions<LgspJsonOptions> settings, TimeProvider time) : IRouteAdapter
{
    public const string Route = "lgsp-json";

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly LgspJsonOptions _options = settings.Value;
    private readonly JsonAnswerReader _reader = new(settings.Value);

    /// <summary>The body names the request.</summary>
    public string? EchoHeader => null;

    public string SharedSecret => _options.ApiKey;

    public async Task<HttpResponseMessage> SendAsync(
        RegisterOperation operation,
        RegisterQuestion question,
        string requestId,
        Ask ask,
        CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(InItsWords(question, requestId), LgspJsonContext.Default.WireQuestion))
        {
            Headers = { ContentType = Json },
        };
        var response = await api.AskAsync($"{_options.Path.Trim('/')}/{Wire.Of(operation)}", content, cancellationToken);
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

    public VerifyAnswer ReadVerify(byte[] body, Binding binding) => _reader.ReadVerify(body, binding);

    public LookUpAnswer ReadLookUp(byte[] body, Binding binding) => _reader.ReadLookUp(body, binding);

    public VitalAnswer ReadVital(byte[] body, Binding binding) => _reader.ReadVital(body, binding);

    private WireQuestion InItsWords(RegisterQuestion question, string requestId)
    {
        if (question is { Number: null, OldCard: null })
            throw new ArgumentException("A question names a personal number or an old card number.", nameof(question));

        // A year with a month is asked as a year, as on the other routes.
        var isWhole = question.BirthDate is { Month: not null, Day: not null };
        return new WireQuestion(
            requestId,
            question.Purpose,
            question.Officer.Text,
            _options.Agency,
            question.CaseReference,
            question.Number?.Digits,
            question.Number is null ? question.OldCard?.Digits : null,
            question.Name.Upstream,
            isWhole ? question.BirthDate.ToIso() : null,
            isWhole ? null : question.BirthDate.Year.ToString("0000", CultureInfo.InvariantCulture));
    }

    private async Task ScreenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Forbidden && Screening.IsLabelled(response, "application/json"))
        {
            var refusal = JsonBody.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), LgspJsonContext.Default.WireRefusal);
            throw WrapperCode.Meaning(refusal.ResultCode);
        }

        Screening.RequireSuccess(response, time);
        Screening.RequireContent(response, "application/json");
    }
}
