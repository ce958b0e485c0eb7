using System.Text;
using CsCheck;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Population.Soap;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>Answers no honest register gives: a protocol error each, never an outcome, and nothing of them in a message.</summary>
public sealed class HostileAnswers(HostileAnswers.Room room) : IClassFixture<HostileAnswers.Room>
{
    private static readonly string Honest = The.People(The.Person());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string> Answers()
    {
        var utf8 = "text/xml; charset=utf-8";
        return new TheoryData<string, byte[], string>
        {
            { "an HTML page", Bytes("<html><body>Bảo trì</body></html>"), "text/html" },
            { "an HTML page under the right label", Bytes("<html><body>Bảo trì</body></html>"), utf8 },
            { "no content type that exists", Bytes(Honest), "application/octet-stream" },
            { "JSON without a code", Bytes("""{"message":"x"}"""), "application/json" },
            { "JSON that is none", Bytes(Honest), "application/json" },
            { "JSON with its code twice", Bytes("""{"error_code":"004","error_code":"x"}"""), "application/json" },
            { "another character set", Bytes(Honest), "text/xml; charset=utf-16" },
            { "another declared encoding", Bytes(Honest.Replace("UTF-8", "windows-1258", StringComparison.Ordinal)), utf8 },
            { "UTF-16", Encoding.Unicode.GetBytes(Honest), utf8 },
            { "UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Honest)], utf8 },
            { "a byte order mark", [0xEF, 0xBB, 0xBF, .. Bytes(Honest)], utf8 },
            { "broken UTF-8", [.. Bytes(Honest), 0xC3, 0x28], utf8 },
            { "NUL", Bytes(Honest.Replace("Thương", "Thương\0", StringComparison.Ordinal)), utf8 },
            { "a NUL by reference", Bytes(Honest.Replace("Thương", "Thương&#0;", StringComparison.Ordinal)), utf8 },
            { "nothing", [], utf8 },
            { "half of it", Bytes(Honest[..(Honest.Length / 2)]), utf8 },
            { "something after it", Bytes(Honest + Honest), utf8 },
            { "a DTD", Bytes(WithDtd("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/evil.dtd'>")), utf8 },
            { "an entity bomb", Bytes(WithDtd("<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>")), utf8 },
            { "an external entity", Bytes(WithDtd("<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>")), utf8 },
            { "an unknown entity", Bytes(Honest.Replace("Thương", "&ten;", StringComparison.Ordinal)), utf8 },
            { "a processing instruction", Bytes(Honest.Replace("<ns:CongDan>", "<?php x?><ns:CongDan>", StringComparison.Ordinal)), utf8 },
            { "nesting without end", Bytes(The.Envelope(string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000)))), utf8 },
            { "no envelope", Bytes("<a/>"), utf8 },
            { "two bodies", Bytes(Honest.Replace("<env:Body>", "<env:Body/><env:Body>", StringComparison.Ordinal)), utf8 },
            { "an empty body", Bytes(The.Envelope("")), utf8 },
            { "two contents", Bytes(The.Envelope("<a/><b/>")), utf8 },
            { "an element twice", Bytes(Honest.Replace("<ns:GioiTinh>", "<ns:GioiTinh>1</ns:GioiTinh><ns:GioiTinh>", StringComparison.Ordinal)), utf8 },
            { "a number twice", Bytes(Honest.Replace("<ns:SoCMND>", $"<ns:SoDinhDanh>{The.Number}</ns:SoDinhDanh><ns:SoCMND>", StringComparison.Ordinal)), utf8 },
            { "an attribute twice", Bytes(Honest.Replace("SoCongDan='1'", "SoCongDan='1' SoCongDan='1'", StringComparison.Ordinal)), utf8 },
            { "a number too short", Bytes(Honest.Replace(The.Number, "04619099000", StringComparison.Ordinal)), utf8 },
            { "a number in other digits", Bytes(Honest.Replace(The.Number, "０４６１９０９９０００１", StringComparison.Ordinal)), utf8 },
            { "a number with elements in it", Bytes(Honest.Replace(The.Number, "046190<a/>990001", StringComparison.Ordinal)), utf8 },
            { "a date that is none", Bytes(Honest.Replace("19900512", "19901305", StringComparison.Ordinal)), utf8 },
            { "dates that disagree", Bytes(Honest.Replace("<ns:Nam>1990", "<ns:Nam>1991", StringComparison.Ordinal)), utf8 },
            { "a sex that is none", Bytes(Honest.Replace("<ns:GioiTinh>2", "<ns:GioiTinh>x", StringComparison.Ordinal)), utf8 },
            { "a count that is none", Bytes(Honest.Replace("SoCongDan='1'", "SoCongDan='-1'", StringComparison.Ordinal)), utf8 },
            { "text between elements", Bytes(Honest.Replace("<ns:CongDan>", "abc<ns:CongDan>", StringComparison.Ordinal)), utf8 },
        };
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task It_is_a_protocol_error(string what, byte[] body, string contentType)
    {
        var world = room.World;
        var before = world.Server.Requests.Count;
        world.Answer(body, contentType);

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.ProtocolError, what);
        fault.InnerException.ShouldBeNull();
        The.ShouldBeFreeOfSecrets(fault.ToString());
        The.ShouldBeFreeOfSecrets(string.Join('\n', world.Log.Lines));
        (world.Server.Requests.Count - before).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("TRUE")]
    [InlineData("true false")]
    [InlineData("<ns:TonTai>true</ns:TonTai>")]
    public async Task Only_yes_and_no_are_answers_to_a_yes_or_no_question(string answer)
    {
        var world = room.World;
        world.Answer(The.Verified(answer));

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.ProtocolError);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(204)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task Other_statuses_are_no_answers_and_redirects_are_not_followed(int status)
    {
        var world = room.World;
        var before = world.Server.Requests.Count;
        world.Answer(The.Nobody, status: status, headers: ("Location", world.Server.Address.ToString()));

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.ProtocolError);
        (world.Server.Requests.Count - before).ShouldBe(1);
    }

    [Fact]
    public void However_an_answer_is_torn_it_never_becomes_another_answer()
    {
        var reader = new AnswerReader(new SoapDialect());
        var binding = new Binding(The.NumberOf(The.Number), null, Echo.Ours);
        var truth = (LookUpAnswer.Found)reader.ReadLookUp(SoapReader.ReadBody(Bytes(Honest)), binding);

        Torn(Honest).Sample(torn =>
        {
            try
            {
                var answer = reader.ReadLookUp(SoapReader.ReadBody(Bytes(torn)), binding).ShouldBeOfType<LookUpAnswer.Found>();
                answer.Person.Number.ShouldBe(truth.Person.Number);
                answer.Person.Name.ShouldBe(truth.Person.Name);
            }
            catch (UpstreamException fault)
            {
                fault.InnerException.ShouldBeNull();
                The.ShouldBeFreeOfSecrets(fault.Message);
            }
        });
    }

    [Fact]
    public void However_bytes_are_changed_the_reader_ends_in_an_answer_about_the_same_number_or_in_a_fault()
    {
        var reader = new AnswerReader(new SoapDialect());
        var binding = new Binding(The.NumberOf(The.Number), null, Echo.Ours);
        var honest = Bytes(Honest);

        Gen.Select(Gen.Int[0, honest.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var changed = (byte[])honest.Clone();
            foreach (var (place, value) in changes)
            {
                changed[place] = value;
            }

            try
            {
                if (reader.ReadLookUp(SoapReader.ReadBody(changed), binding) is LookUpAnswer.Found found)
                    found.Person.Number.ShouldBe(The.NumberOf(The.Number));
            }
            catch (UpstreamException fault)
            {
                The.ShouldBeFreeOfSecrets(fault.Message);
            }
        });
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void However_a_yes_or_no_is_torn_it_never_turns_round(string said)
    {
        var reader = new AnswerReader(new SoapDialect());
        var binding = new Binding(The.NumberOf(The.Number), null, Echo.Ours);
        var truth = reader.ReadVerify(SoapReader.ReadBody(Bytes(The.Verified(said))), binding);

        Torn(The.Verified(said)).Sample(torn =>
        {
            try
            {
                reader.ReadVerify(SoapReader.ReadBody(Bytes(torn)), binding).ShouldBe(truth);
            }
            catch (UpstreamException)
            {
            }
        });
    }

    /// <summary>Tags and whole elements lost, doubled, exchanged or renamed, and the answer cut short.</summary>
    private static Gen<string> Torn(string honest)
    {
        var pieces = honest.Replace("<", "\n<", StringComparison.Ordinal).Replace(">", ">\n", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Gen.Select(Gen.Int[0, 6], Gen.Int[0, pieces.Length - 1], Gen.Int[0, pieces.Length - 1]).Array[1, 3].Select(tears =>
        {
            var torn = pieces.ToList();
            foreach (var (how, first, second) in tears)
            {
                if (torn.Count == 0)
                    break;
                var (one, other) = (first % torn.Count, second % torn.Count);
                // Text that is changed between intact tags is another text: no reader can tell.
                if (torn[one].StartsWith('<') && torn[other].StartsWith('<'))
                    Tear(torn, how, one, other);
            }

            return string.Concat(torn);
        });
    }

    private static void Tear(List<string> pieces, int how, int one, int other)
    {
        var end = EndOf(pieces, one);
        switch (how)
        {
            case 0:
                pieces.RemoveAt(one);
                break;
            case 1:
                pieces.Insert(other, pieces[one]);
                break;
            case 2:
                (pieces[one], pieces[other]) = (pieces[other], pieces[one]);
                break;
            case 3 when one > 0:
                pieces.RemoveRange(one, end - one + 1);
                break;
            case 4:
                pieces.InsertRange(end + 1, pieces.GetRange(one, end - one + 1));
                break;
            case 5:
                pieces[end] = pieces[end].Replace("ns:", "ns:X", StringComparison.Ordinal);
                pieces[one] = end == one ? pieces[one] : pieces[one].Replace("<ns:", "<ns:X", StringComparison.Ordinal);
                break;
            case 6 when one > 0:
                pieces.RemoveRange(one, pieces.Count - one);
                break;
        }
    }

    // The place of the tag that closes the element opened at the start, or the start itself.
    private static int EndOf(List<string> pieces, int start)
    {
        var opening = pieces[start];
        if (opening.StartsWith("</", StringComparison.Ordinal) || opening.StartsWith("<?", StringComparison.Ordinal))
            return start;
        return Math.Max(start, pieces.IndexOf("</" + opening[1..].TrimEnd('>').Split(' ')[0] + ">", start));
    }

    /// <summary>One world for all of these answers, with a breaker that does not mind them.</summary>
    public sealed class Room(TestDatabases databases) : IAsyncLifetime
    {
        private UpstreamWorld? _world;

        internal UpstreamWorld World => _world!;

        public async ValueTask InitializeAsync() => _world = await UpstreamWorld.StartAsync(
            databases, ("Population:Ndxp:Pipeline:BreakerMinimum", "10000"), ("Population:Ndxp:Pipeline:Quota:Burst", "10000"));

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }

    private static string WithDtd(string dtd) => Honest.Insert(Honest.IndexOf("?>", StringComparison.Ordinal) + 2, dtd);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
