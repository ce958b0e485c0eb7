using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Mocks;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>Asks a stub over HTTP in its own words, with nothing of the service between, and says what it heard in ours.</summary>
internal abstract class StubCaller(Uri address) : IDisposable
{
    protected HttpClient Http { get; } = new() { BaseAddress = address };

    public static StubCaller Of(string route, Stubs stubs) => route switch
    {
        "ndxp" => new NdxpCaller(stubs.PopulationAddress),
        "lgsp-soap" => new LgspSoapCaller(stubs.LgspSoap.Address),
        "lgsp-json" => new LgspJsonCaller(stubs.LgspJson.Address),
        _ => throw new ArgumentOutOfRangeException(nameof(route)),
    };

    public abstract Task<string> AskAsync(RegisterOperation operation, Asked asked, CancellationToken cancellationToken);

    public virtual void Dispose() => Http.Dispose();

    protected static string Operation(RegisterOperation operation) => operation switch
    {
        RegisterOperation.Verify => RegisterCaller.Verify,
        RegisterOperation.LookUp => RegisterCaller.LookUp,
        RegisterOperation.VitalStatus => RegisterCaller.VitalStatus,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    protected static string Hear(RegisterOperation operation, Asked asked, XElement answer)
    {
        string? Text(string name) => RegisterCaller.Text(answer, name) is { Length: > 0 } text ? text : null;

        if (asked.Key.Length == 12 && Text("SoDinhDanh") is { } number && number != asked.Key)
            return Said.SomeoneElse;
        switch (operation)
        {
            case RegisterOperation.Verify:
                return Said.YesOrNo(Text("TonTai") == "true");
            case RegisterOperation.VitalStatus:
                return Text("TinhTrang") switch { "0" => "alive", "1" => "dead", "2" => "missing", _ => Said.NoStatus };
            default:
                if ((string?)answer.Attribute("GhiChu") is { Length: > 0 } note)
                    return Said.Replaced(note["THAYTHE:".Length..]);
                var name = string.Join(' ', new[] { Text("Ho"), Text("ChuDem"), Text("Ten") }.OfType<string>());
                if (name.Length == 0)
                    return Said.Nobody;
                var birth = Text("NgayThangNam") is { } full ? $"{full[..4]}-{full[4..6]}-{full[6..]}" : Text("Nam")!;
                return Said.Found(Text("SoDinhDanh")!, name, birth, Text("GioiTinh") == "2" ? "female" : "male");
        }
    }

    private sealed class NdxpCaller(Uri address) : StubCaller(address)
    {
        private readonly RegisterCaller _register = new(address);

        public override async Task<string> AskAsync(RegisterOperation operation, Asked asked, CancellationToken cancellationToken) => Hear(
            operation,
            asked,
            await _register.AskAsync(
                _register.Question(Operation(operation), asked.Key, Letters.Upstream(asked.Name), asked.BirthDate), cancellationToken));

        public override void Dispose()
        {
            _register.Dispose();
            base.Dispose();
        }
    }
}

/// <summary>In SOAP inside JSON, with a token.</summary>
internal sealed class LgspSoapCaller(Uri address) : StubCaller(address)
{
    private readonly RegisterCaller _words = new(address);
    private string? _token;

    public override async Task<string> AskAsync(RegisterOperation operation, Asked asked, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(operation, asked, cancellationToken);
        var envelope = XDocument.Parse(answer.GetProperty("message").GetString()!).Root!;
        return Hear(operation, asked, envelope.Elements().Single(part => part.Name.LocalName == "Body").Elements().Single());
    }

    public async Task<JsonElement> AnswerAsync(RegisterOperation operation, Asked asked, CancellationToken cancellationToken)
    {
        using var soap = _words.Question(Operation(operation), asked.Key, Letters.Upstream(asked.Name), asked.BirthDate);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"csdldc/{Operation(operation)}")
        {
            Content = JsonContent.Create(new { message = await soap.Content!.ReadAsStringAsync(cancellationToken) }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await TokenAsync(cancellationToken));
        using var response = await Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public async Task<JsonElement> TokenAnswerAsync(CancellationToken cancellationToken)
    {
        var options = new StubOptions();
        using var request = new HttpRequestMessage(HttpMethod.Post, "token")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.LgspClientId}:{options.LgspClientSecret}")));
        using var response = await Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public override void Dispose()
    {
        _words.Dispose();
        base.Dispose();
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken) =>
        (await TokenAnswerAsync(cancellationToken)).GetProperty("access_token").GetString()!;
}

/// <summary>In plain JSON, with a key.</summary>
internal sealed class LgspJsonCaller(Uri address) : StubCaller(address)
{
    public const string RequestId = "5a5a6c1e-0000-4000-8000-000000000001";

    public static string Schema(RegisterOperation operation) => $"{operation}Answer";

    public static JsonObject Question(Asked asked) => new()
    {
        ["requestId"] = RequestId,
        ["procedureCode"] = "1.004194",
        ["officerId"] = "cb.000001",
        ["agencyCode"] = "000.00.00.H57",
        [asked.Key.Length == 12 ? "personalNumber" : "oldCardNumber"] = asked.Key,
        ["fullName"] = Letters.Upstream(asked.Name),
        [asked.BirthDate.Length == 10 ? "birthDate" : "birthYear"] = asked.BirthDate,
    };

    public override async Task<string> AskAsync(RegisterOperation operation, Asked asked, CancellationToken cancellationToken)
    {
        var data = (await AnswerAsync(operation, asked, cancellationToken)).GetProperty("data");
        var about = operation == RegisterOperation.LookUp ? data.GetProperty("citizen") : data;
        if (about.ValueKind == JsonValueKind.Null)
            return Said.Nobody;
        if (asked.Key.Length == 12 && about.GetProperty("personalNumber").GetString() is { } number && number != asked.Key)
            return Said.SomeoneElse;
        return operation switch
        {
            RegisterOperation.Verify => Said.YesOrNo(data.GetProperty("matched").GetBoolean()),
            RegisterOperation.VitalStatus => data.GetProperty("vitalStatus").GetString() ?? Said.NoStatus,
            _ when data.GetProperty("numberStatus").GetString() == "replaced" => Said.Replaced(data.GetProperty("successorNumber").GetString()),
            _ when about.GetProperty("fullName").GetString() is { Length: > 0 } name => Said.Found(
                about.GetProperty("personalNumber").GetString()!,
                name,
                about.GetProperty("birthDate").GetString() ?? about.GetProperty("birthYear").GetString()!,
                about.GetProperty("sex").GetString()!),
            _ => Said.Nobody,
        };
    }

    public async Task<JsonElement> AnswerAsync(RegisterOperation operation, Asked asked, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(operation, Question(asked), new StubOptions().LgspApiKey, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(
        RegisterOperation operation, JsonObject question, string key, CancellationToken cancellationToken)
    {
        var path = operation switch
        {
            RegisterOperation.Verify => "verify",
            RegisterOperation.LookUp => "look-up",
            RegisterOperation.VitalStatus => "vital-status",
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"population/v1/citizens/{path}") { Content = JsonContent.Create(question) };
        request.Headers.Add("X-Api-Key", key);
        return await Http.SendAsync(request, cancellationToken);
    }
}
