using System.Text;
using CsCheck;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Population.LgspJson;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>The same hostility on every route: never an outcome, nothing of it in a message, and one request.</summary>
public sealed class HostileRoutes(HostileRoutes.Room room) : IClassFixture<HostileRoutes.Room>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What can be done to any honest answer, whatever it is written in.</summary>
    private static Dictionary<string, Func<string, byte[]>> Tortures { get; } = new()
    {
        ["half of it"] = honest => Bytes(honest[..(honest.Length / 2)]),
        ["all but its end"] = honest => Bytes(honest[..^1]),
        ["it twice"] = honest => Bytes(honest + honest),
        ["nothing"] = _ => [],
        ["white space"] = _ => Bytes("   "),
        ["null"] = _ => Bytes("null"),
        ["a list"] = honest => Bytes($"[{honest}]"),
        ["a byte order mark"] = honest => [0xEF, 0xBB, 0xBF, .. Bytes(honest)],
        ["UTF-16"] = honest => Encoding.Unicode.GetBytes(honest),
        ["UTF-16 with its mark"] = honest => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(honest)],
        ["broken UTF-8"] = honest => [.. Bytes(honest), 0xC3, 0x28],
        ["broken UTF-8 inside"] = honest => Broken(honest),
        ["NUL"] = honest => Bytes(honest.Replace("19753", "19753\0", StringComparison.Ordinal)),
        ["a number too short"] = honest => Bytes(honest.Replace(The.Number, The.Number[..11], StringComparison.Ordinal)),
        ["a number in other digits"] = honest => Bytes(honest.Replace(The.Number, "０４６１９０９９０００１", StringComparison.Ordinal)),
        ["a date that is none"] = honest => Bytes(honest.Replace("1990-05-12", "1990-13-05", StringComparison.Ordinal)
            .Replace("19900512", "19901305", StringComparison.Ordinal)),
        ["dates that disagree"] = honest => Bytes(honest.Replace("1990-05-12", "1991-05-12", StringComparison.Ordinal)
            .Replace("19900512", "19910512", StringComparison.Ordinal)),
        ["an HTML page under its label"] = _ => Bytes("<!DOCTYPE html><html><body>Bảo trì</body></html>"),
        ["nesting without end"] = _ => Bytes(string.Concat(Enumerable.Repeat("{\"data\":", 20_000)) + new string('}', 20_000)),
        ["a body beyond the limit"] = honest => Bytes(honest.PadRight(300_000)),
    };

    /// <summary>What only JSON allows.</summary>
    private static Dictionary<string, Func<string, string>> JsonTortures { get; } = new()
    {
        ["a code twice"] = honest => honest.Replace("\"resultCode\":", "\"resultCode\":\"000\",\"resultCode\":", StringComparison.Ordinal),
        ["a number twice"] = honest => honest.Replace("\"personalNumber\":", $"\"personalNumber\":\"{The.Number}\",\"personalNumber\":", StringComparison.Ordinal),
        ["a member we do not know"] = honest => honest.Replace("\"data\":", "\"warning\":\"x\",\"data\":", StringComparison.Ordinal),
        ["a member we do not know beside the citizen"] = honest => honest.Replace("\"citizen\":", "\"errors\":[],\"citizen\":", StringComparison.Ordinal),
        ["a lost member"] = honest => honest.Replace("\"numberStatus\":\"active\",", "", StringComparison.Ordinal),
        ["a lost birth date"] = honest => honest.Replace("\"birthDate\":\"1990-05-12\",", "", StringComparison.Ordinal),
        ["other capitals"] = honest => honest.Replace("\"resultCode\"", "\"ResultCode\"", StringComparison.Ordinal),
        ["a number that is a number"] = honest => honest.Replace($"\"{The.Number}\"", "46190990001", StringComparison.Ordinal),
        ["a citizen that is a text"] = honest => honest.Replace("\"citizen\":{", "\"citizen\":\"x\",\"x\":{", StringComparison.Ordinal),
        ["no data"] = honest => honest[..honest.IndexOf("\"data\":", StringComparison.Ordinal)] + "\"data\":null}",
        ["a comment"] = honest => honest.Replace("\"data\":", "/* x */\"data\":", StringComparison.Ordinal),
        ["a trailing comma"] = honest => honest[..^1] + ",}",
        ["a name with a control character"] = honest => honest.Replace(The.Name, "Trần Thị\\u0000 Hoài Thương", StringComparison.Ordinal),
        ["half a character"] = honest => honest.Replace(The.Name, "Trần \\ud800", StringComparison.Ordinal),
        ["a sex that is none"] = honest => honest.Replace("\"female\"", "\"nữ\"", StringComparison.Ordinal),
    };

    /// <summary>What only the text inside the JSON allows.</summary>
    private static Dictionary<string, Func<string, string>> InnerTortures { get; } = new()
    {
        ["a DTD"] = soap => WithDtd(soap, "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/evil.dtd'>"),
        ["an entity bomb"] = soap => WithDtd(soap, "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"),
        ["an external entity"] = soap => WithDtd(soap, "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
        ["another declared encoding"] = soap => soap.Replace("UTF-8", "windows-1258", StringComparison.Ordinal),
        ["a byte order mark"] = soap => "\uFEFF" + soap,
        ["NUL"] = soap => soap.Replace("Thương", "Thương\0", StringComparison.Ordinal),
        ["half of it"] = soap => soap[..(soap.Length / 2)],
        ["it twice"] = soap => soap + soap,
        ["nothing"] = _ => "",
        ["a page"] = _ => "<html><body>Bảo trì</body></html>",
        ["an envelope in the envelope"] = soap => Dress.Wrap(soap),
        ["nesting without end"] = _ => The.Envelope(string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000))),
        ["an element twice"] = soap => soap.Replace("<ns:GioiTinh>", "<ns:GioiTinh>1</ns:GioiTinh><ns:GioiTinh>", StringComparison.Ordinal),
        ["a processing instruction"] = soap => soap.Replace("<ns:CongDan>", "<?php x?><ns:CongDan>", StringComparison.Ordinal),
    };

    public static TheoryData<string, string> Everywhere => new MatrixTheoryData<string, string>(Dress.Routes, Tortures.Keys);

    public static TheoryData<string> InJson => [.. JsonTortures.Keys];

    public static TheoryData<string> Inside => [.. InnerTortures.Keys];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public Task Whatever_is_done_to_an_answer_it_is_a_protocol_error(string route, string torture) =>
        ShouldBeRefused(route, requestId => Tortures[torture](Dress.Of(route).Found(requestId)), UnavailableReason.ProtocolError);

    [Theory]
    [MemberData(nameof(InJson))]
    public Task Plain_JSON_is_read_as_strictly_as_SOAP(string torture) =>
        ShouldBeRefused(
            "lgsp-json", requestId => Bytes(JsonTortures[torture](Dress.Of("lgsp-json").Found(requestId))), UnavailableReason.ProtocolError);

    [Theory]
    [MemberData(nameof(Inside))]
    public Task SOAP_inside_JSON_is_read_as_guardedly_as_outside(string torture) =>
        ShouldBeRefused(
            "lgsp-soap",
            _ => Bytes(Dress.Wrap(InnerTortures[torture](The.People(The.Person())))),
            UnavailableReason.ProtocolError);

    [Theory]
    [InlineData("""{"error_code":"000","message":null}""")]
    [InlineData("""{"error_code":"000"}""")]
    [InlineData("""{"message":"x"}""")]
    [InlineData("""{"error_code":0,"message":"x"}""")]
    [InlineData("""{"error_code":"004","error_code":"000","message":"x"}""")]
    [InlineData("""{"error_code":"000","message":"x","data":{}}""")]
    [InlineData("""{"error_code":"000","message":{"a":1}}""")]
    public Task An_envelope_that_is_none_is_a_protocol_error(string envelope) =>
        ShouldBeRefused("lgsp-soap", _ => Bytes(envelope), UnavailableReason.ProtocolError);

    [Theory]
    [InlineData("lgsp-soap", "text/html")]
    [InlineData("lgsp-soap", "text/xml")]
    [InlineData("lgsp-soap", "application/json; charset=utf-16")]
    [InlineData("lgsp-json", "text/html")]
    [InlineData("lgsp-json", "text/plain")]
    [InlineData("lgsp-json", "application/json; charset=windows-1258")]
    public async Task An_answer_under_another_label_is_not_read(string route, string contentType)
    {
        var dress = Dress.Of(route);
        dress.Answer(room[route], requestId => dress.Found(requestId), contentType);

        (await FaultAsync(room[route])).Reason.ShouldBe(UnavailableReason.ProtocolError);
    }

    [Theory]
    [InlineData("ndxp")]
    [InlineData("lgsp-soap")]
    [InlineData("lgsp-json")]
    public async Task An_answer_to_another_request_is_no_answer(string route)
    {
        var dress = Dress.Of(route);
        var world = room[route];
        world.Server.Script = (_, request, stream, token) => request.Target == Token.Path
            ? Token.GiveAsync(stream, token)
            : ScriptedServer.AnswerAsync(
                stream, 200, dress.ContentType, Bytes(dress.Verified("another-request", matches: true)), token, ("X-Road-Id", "another-request"));

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.Indeterminate);
    }

    [Theory]
    [InlineData("lgsp-soap", """{"error_code":"099","message":"x"}""")]
    [InlineData("lgsp-soap", """{"error_code":"","message":"x"}""")]
    [InlineData("lgsp-json", """{"requestId":"","resultCode":"099","message":null,"data":null}""")]
    [InlineData("lgsp-json", """{"requestId":"","resultCode":"00","message":null,"data":null}""")]
    public Task A_code_we_do_not_know_says_nothing_about_the_person(string route, string envelope) =>
        ShouldBeRefused(route, _ => Bytes(envelope), UnavailableReason.Indeterminate);

    [Theory]
    [InlineData("lgsp-soap", """{"error_code":"004","message":""}""", 200, nameof(RefusalReason.ProcedureNotLicensed))]
    [InlineData("lgsp-soap", """{"error_code":"005","message":""}""", 403, nameof(RefusalReason.OfficerNotEntitled))]
    [InlineData("lgsp-json", """{"requestId":"","resultCode":"004","message":null,"data":null}""", 403, nameof(RefusalReason.ProcedureNotLicensed))]
    [InlineData("lgsp-json", """{"requestId":"","resultCode":"005","message":null,"data":null}""", 200, nameof(RefusalReason.OfficerNotEntitled))]
    public async Task The_codes_that_were_seen_are_refusals(string route, string envelope, int status, string reason)
    {
        Dress.Of(route).Answer(room[route], _ => envelope, status: status);

        (await Should.ThrowAsync<UpstreamRefusedException>(() => LookUpAsync(room[route]))).Reason.ToString().ShouldBe(reason);
    }

    [Theory]
    [InlineData("\"numberStatus\":\"active\"", "\"numberStatus\":\"frozen\"")]
    [InlineData("\"successorNumber\":null", "\"successorNumber\":\"046190990002\"")]
    [InlineData("\"fullName\":\"Trần Thị Hoài Thương\"", "\"fullName\":\"\"")]
    [InlineData("\"fullName\":\"Trần Thị Hoài Thương\"", "\"fullName\":\"12345\"")]
    [InlineData("\"personalNumber\":\"046190990001\"", "\"personalNumber\":null")]
    public Task Plain_JSON_that_may_mean_something_else_says_nothing_about_the_person(string said, string instead) =>
        ShouldBeRefused(
            "lgsp-json",
            requestId => Bytes(Dress.Of("lgsp-json").Found(requestId).Replace(said, instead, StringComparison.Ordinal)),
            UnavailableReason.Indeterminate);

    [Theory]
    [InlineData("ndxp")]
    [InlineData("lgsp-soap")]
    [InlineData("lgsp-json")]
    public async Task A_status_that_names_nobody_is_nobodys_even_where_it_answers_our_request(string route)
    {
        var (dress, world) = (Dress.Of(route), room[route]);
        dress.Answer(world, requestId => dress.Vital(requestId, ""));

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(
            () => world.Register.VitalStatusAsync(The.Question, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.Indeterminate);
    }

    [Theory]
    [InlineData("ndxp")]
    [InlineData("lgsp-soap")]
    [InlineData("lgsp-json")]
    public async Task What_is_honest_is_read_and_nothing_sensitive_of_it(string route)
    {
        var (dress, world) = (Dress.Of(route), room[route]);
        dress.Answer(world, requestId => dress.Found(requestId));
        var found = (await LookUpAsync(world)).ShouldBeOfType<LookUpAnswer.Found>();
        dress.Answer(world, dress.Nobody);
        (await LookUpAsync(world)).ShouldBeOfType<LookUpAnswer.NotFound>();
        dress.Answer(world, requestId => dress.Vital(requestId));
        (await world.Register.VitalStatusAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<VitalAnswer.Alive>();
        dress.Answer(world, requestId => dress.Verified(requestId, matches: false));
        (await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<VerifyAnswer.DoesNotMatch>();

        found.Person.ShouldBe(new RegisteredPerson(
            The.NumberOf(The.Number), null, The.NameOf(The.Name), The.Date("1990-05-12"), Integration.Identity.Sex.Female, "19753"));
    }

    [Fact]
    public void However_bytes_of_plain_JSON_are_changed_the_reader_ends_in_an_answer_about_the_same_number_or_in_a_fault()
    {
        var reader = new JsonAnswerReader(new LgspJsonOptions());
        var binding = new Binding(The.NumberOf(The.Number), null, Echo.Ours);
        var honest = Bytes(Dress.Of("lgsp-json").Found("a-request"));

        Gen.Select(Gen.Int[0, honest.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var changed = (byte[])honest.Clone();
            foreach (var (place, value) in changes)
                changed[place] = value;

            try
            {
                if (reader.ReadLookUp(changed, binding) is LookUpAnswer.Found found)
                    found.Person.Number.ShouldBe(The.NumberOf(The.Number));
            }
            catch (UpstreamException fault)
            {
                fault.InnerException.ShouldBeNull();
                The.ShouldBeFreeOfSecrets(fault.Message);
            }
        });
    }

    private async Task ShouldBeRefused(string route, Func<string, byte[]> body, UnavailableReason reason)
    {
        var (dress, world) = (Dress.Of(route), room[route]);
        var before = dress.Questions(world).Count;
        dress.AnswerBytes(world, body);

        var fault = await FaultAsync(world);

        fault.Reason.ShouldBe(reason, fault.Message);
        fault.InnerException.ShouldBeNull();
        The.ShouldBeFreeOfSecrets(fault.ToString());
        The.ShouldBeFreeOfSecrets(string.Join('\n', world.Log.Lines));
        (dress.Questions(world).Count - before).ShouldBe(1);
    }

    private static Task<UpstreamUnavailableException> FaultAsync(UpstreamWorld world) =>
        Should.ThrowAsync<UpstreamUnavailableException>(() => LookUpAsync(world));

    private static Task<LookUpAnswer> LookUpAsync(UpstreamWorld world) =>
        world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation);

    private static string WithDtd(string soap, string dtd) => soap.Insert(soap.IndexOf("?>", StringComparison.Ordinal) + 2, dtd);

    private static byte[] Broken(string honest)
    {
        var bytes = Bytes(honest);
        bytes[Encoding.UTF8.GetByteCount(honest[..honest.IndexOf("19753", StringComparison.Ordinal)])] = 0xC3;
        return bytes;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>For each route a room that knows only it, with a breaker that does not mind hostility.</summary>
    public sealed class Room(TestDatabases databases) : IAsyncLifetime
    {
        private readonly Dictionary<string, UpstreamWorld> _worlds = [];

        internal UpstreamWorld this[string route] => _worlds[route];

        public async ValueTask InitializeAsync()
        {
            foreach (var route in Dress.Routes)
            {
                var section = Dress.Of(route).Section;
                _worlds[route] = await RouteWorld.StartAsync(
                    databases, [route], ($"{section}:Pipeline:BreakerMinimum", "10000"), ($"{section}:Pipeline:Quota:Burst", "10000"));
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var world in _worlds.Values)
                await world.DisposeAsync();
        }
    }
}
