using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>The same things, said in the words of one route: what the scripted server answers about the citizen of <see cref="The"/>.</summary>
internal abstract class Dress
{
    public const string Json = "application/json; charset=utf-8";

    public static readonly string[] Routes = ["ndxp", "lgsp-soap", "lgsp-json"];

    public abstract string ContentType { get; }

    /// <summary>The section of the route's settings.</summary>
    public abstract string Section { get; }

    /// <summary>How the addresses of the route's questions begin.</summary>
    public abstract string Path { get; }

    public static Dress Of(string route) => route switch
    {
        "ndxp" => new Soap(),
        "lgsp-soap" => new SoapInJson(),
        "lgsp-json" => new PlainJson(),
        _ => throw new ArgumentOutOfRangeException(nameof(route)),
    };

    public abstract string Verified(string requestId, bool matches);

    public abstract string Found(string requestId, string number = The.Number);

    public abstract string Nobody(string requestId);

    public abstract string Vital(string requestId, string number = The.Number);

    /// <summary>The request id of a question in this dress.</summary>
    public abstract string RequestId(Received question);

    private sealed class Soap : Dress
    {
        public override string ContentType => "text/xml; charset=utf-8";

        public override string Section => "Population:Ndxp";

        public override string Path => "/r1/";

        public override string Verified(string requestId, bool matches) => The.Verified(matches ? "true" : "false");

        public override string Found(string requestId, string number) => The.People(The.Person(number));

        public override string Nobody(string requestId) => The.Nobody;

        public override string Vital(string requestId, string number) => The.Vital("0", number);

        public override string RequestId(Received question) => question.Headers["X-Road-Id"];
    }

    private sealed class SoapInJson : Dress
    {
        private readonly Soap _inside = new();

        public override string ContentType => Json;

        public override string Section => "Population:LgspSoap";

        public override string Path => "/csdldc/";

        public override string Verified(string requestId, bool matches) => Wrap(_inside.Verified(requestId, matches));

        public override string Found(string requestId, string number) => Wrap(_inside.Found(requestId, number));

        public override string Nobody(string requestId) => Wrap(_inside.Nobody(requestId));

        public override string Vital(string requestId, string number) => Wrap(_inside.Vital(requestId, number));

        public override string RequestId(Received question) => question.Headers["X-Road-Id"];
    }

    private sealed class PlainJson : Dress
    {
        public override string ContentType => Json;

        public override string Section => "Population:LgspJson";

        public override string Path => "/population/";

        public override string Verified(string requestId, bool matches) =>
            Envelope(requestId, $$"""{"personalNumber":null,"oldCardNumber":null,"matched":{{(matches ? "true" : "false")}}}""");

        public override string Found(string requestId, string number) => Envelope(requestId, $$$"""
            {"citizen":{"personalNumber":"{{{number}}}","oldCardNumber":null,"fullName":"{{{The.Name}}}","sex":"female","ethnicity":"01","religion":"00","birthDate":"1990-05-12","birthYear":"1990","permanentResidence":{"provinceCode":"46","wardCode":"19753"}},"numberStatus":"active","successorNumber":null,"asOf":"2026-01-05T08:30:00+07:00"}
            """);

        public override string Nobody(string requestId) =>
            Envelope(requestId, """{"citizen":null,"numberStatus":"active","successorNumber":null,"asOf":null}""");

        public override string Vital(string requestId, string number) =>
            Envelope(requestId, $$"""{"personalNumber":"{{number}}","oldCardNumber":null,"vitalStatus":"alive"}""");

        public override string RequestId(Received question) =>
            JsonNode.Parse(question.Body)!["requestId"]!.GetValue<string>();

        private static string Envelope(string requestId, string data) =>
            $$"""{"requestId":"{{requestId}}","resultCode":"000","message":null,"data":{{data}}}""";
    }

    public static string Wrap(string message, string code = "000") =>
        JsonSerializer.Serialize(new Dictionary<string, string> { ["error_code"] = code, ["message"] = message });

    /// <summary>Answers questions of this route with the body and status, and whoever asks for a token with one.</summary>
    public void Answer(UpstreamWorld world, Func<string, string> body, string? contentType = null, int status = 200) =>
        AnswerBytes(world, requestId => Encoding.UTF8.GetBytes(body(requestId)), contentType, status);

    public void AnswerBytes(UpstreamWorld world, Func<string, byte[]> body, string? contentType = null, int status = 200) =>
        world.Server.Script = (_, request, stream, token) => request.Target == Token.Path
            ? Token.GiveAsync(stream, token)
            : ScriptedServer.AnswerAsync(
                stream, status, contentType ?? ContentType, body(RequestId(request)), token, UpstreamWorld.Echo(request));

    /// <summary>The questions of this route among what was received; calls for a token are none.</summary>
    public List<Received> Questions(UpstreamWorld world) => [.. world.Server.Requests.Where(request => request.Target.StartsWith(Path, StringComparison.Ordinal))];
}

/// <summary>A call for a token, as the provincial platform hears and answers it.</summary>
internal static class Token
{
    public const string Path = "/token";

    public static Task GiveAsync(Stream stream, CancellationToken cancellationToken, string token = "a-token", int expiresIn = 3_600) =>
        ScriptedServer.AnswerAsync(
            stream,
            200,
            Dress.Json,
            Encoding.UTF8.GetBytes($$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":{{expiresIn}},"scope":"default"}"""),
            cancellationToken);
}
