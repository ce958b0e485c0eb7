using System.Globalization;
using System.Xml.Linq;
using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population.Soap;

/// <summary>
/// Reads the register's answers. Pure: what it cannot read for certain it refuses, for a guess here would be a wrong answer
/// about a person.
/// </summary>
internal sealed class AnswerReader(SoapDialect dialect)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private static readonly string[] Moments = ["yyyyMMddHHmmss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public VerifyAnswer ReadVerify(XElement payload, Binding binding)
    {
        // An element we do not know may be what turns a "no" into an error.
        var answer = Fields.Of(Expect(payload, Wire.VerifyAnswer)).Only(Wire.Matches, Wire.Number, Wire.OldCard, Wire.RequestId);
        binding.RefuseOtherRequest(answer.Text(Wire.RequestId));
        binding.Require(Number(answer), OldCard(answer));
        return answer.Text(Wire.Matches) switch
        {
            "true" => new VerifyAnswer.Matches(),
            "false" => new VerifyAnswer.DoesNotMatch(),
            _ => throw UpstreamUnavailableException.Protocol("yes or no"),
        };
    }

    public VitalAnswer ReadVital(XElement payload, Binding binding)
    {
        var answer = Fields.Of(Expect(payload, Wire.VitalStatusAnswer))
            .Only(Wire.VitalStatus, Wire.Number, Wire.OldCard, Wire.RequestId);
        binding.RefuseOtherRequest(answer.Text(Wire.RequestId));
        // Whether someone lives is a person's data: an answer that lost its number may be about anybody.
        binding.RequireNamed(Number(answer), OldCard(answer));
        var code = answer.Text(Wire.VitalStatus);
        return code == dialect.AliveCode ? new VitalAnswer.Alive()
            : code == dialect.DeadCode ? new VitalAnswer.Dead()
            : code == dialect.MissingCode ? new VitalAnswer.Missing()
            : code is null ? throw UpstreamUnavailableException.Protocol("vital status")
            : throw UpstreamUnavailableException.Indeterminate("vital status");
    }

    public LookUpAnswer ReadLookUp(XElement payload, Binding binding)
    {
        var collection = Collection(payload);
        var people = collection.Elements().Select(element => Fields.Of(Expect(element, Wire.Person, mayBeEmpty: true))).ToList();
        foreach (var someone in people)
        {
            binding.RefuseOthers(Number(someone), OldCard(someone));
        }

        if (people.Count > 1)
            throw UpstreamUnavailableException.Indeterminate("several people");

        var isReplaced = IsReplaced(collection, out var successor);
        var person = people.SingleOrDefault();
        var found = person is null ? null : Person(person);
        RequireCount(collection, people.Count, found);
        if (found is not null)
        {
            binding.RequireNamed(found.Number, found.OldCard);
            return isReplaced ? new LookUpAnswer.Replaced(successor, found) : new LookUpAnswer.Found(found, AsOf(collection));
        }

        binding.Require(person is null ? null : Number(person), person is null ? null : OldCard(person));
        return isReplaced ? new LookUpAnswer.Replaced(successor, null) : new LookUpAnswer.NotFound();
    }

    private XElement Collection(XElement payload)
    {
        if (payload.Name.LocalName != Wire.LookUpAnswer)
            return Expect(payload, Wire.People, mayBeEmpty: true);
        return Expect(payload, Wire.LookUpAnswer).Elements().ToList() is [var inner]
            ? Expect(inner, Wire.People, mayBeEmpty: true)
            : throw UpstreamUnavailableException.Protocol("collection");
    }

    /// <summary><c>null</c>: the register's way of saying that it found nobody, a person without a name.</summary>
    private static RegisteredPerson? Person(Fields person)
    {
        var (name, birth) = (Name(person), Birth(person));
        if (name.Length == 0)
        {
            // A name that was lost on the way leaves other data behind.
            return birth is null && (person.Element(Wire.Name) is not null || person.IsBlank)
                ? null
                : throw UpstreamUnavailableException.Indeterminate("nameless person");
        }

        return PersonName.TryParseWire(name, out var read, out _)
            ? new RegisteredPerson(Number(person), OldCard(person), read, birth, SexOf(person), Ward(person))
            : throw UpstreamUnavailableException.Indeterminate("name");
    }

    private static string Name(Fields person) => person.Element(Wire.Name) switch
    {
        null => "",
        { HasElements: false } plain => plain.Value.Trim(),
        var parts => Join(Fields.Of(parts).Only(Wire.FamilyName, Wire.MiddleName, Wire.GivenName)),
    };

    private static string Join(Fields name)
    {
        var (family, middle, given) = (name.Text(Wire.FamilyName), name.Text(Wire.MiddleName), name.Text(Wire.GivenName));
        // Usually the whole name sits in the last part. A part that was lost on the way must not shorten anyone's name.
        var isWhole = !string.IsNullOrEmpty(given)
            && (family is { Length: > 0 } || string.IsNullOrEmpty(middle))
            && ((family is not null && middle is not null) || given.Contains(' ', StringComparison.Ordinal));
        if (!isWhole)
            return string.IsNullOrEmpty(family + middle + given) ? "" : throw UpstreamUnavailableException.Indeterminate("name parts");

        // Now and then the other parts are filled as well.
        return family is { Length: > 0 } && middle is { Length: > 0 }
            && given!.StartsWith($"{family} {middle} ", StringComparison.OrdinalIgnoreCase)
                ? given
                : string.Join(' ', new[] { family, middle, given }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static BirthDate? Birth(Fields person)
    {
        if (person.Element(Wire.Birth) is not { } element)
            return null;
        var birth = Fields.Of(element);
        return Strictly.Birth(birth.Text(Wire.BirthFull), birth.Text(Wire.BirthYear));
    }

    private static Sex SexOf(Fields person) => person.Text(Wire.Sex) switch
    {
        null or "" or "0" => Sex.Unknown,
        "1" => Sex.Male,
        "2" => Sex.Female,
        _ => throw UpstreamUnavailableException.Protocol("sex"),
    };

    private static string? Ward(Fields person) =>
        person.Element(Wire.Residence) is { HasElements: true } residence
            ? Strictly.Ward(Fields.Of(residence).Text(Wire.Ward))
            : null;

    private static PersonalNumber? Number(Fields fields) => Strictly.Number(fields.Text(Wire.Number));

    private static OldCardNumber? OldCard(Fields fields) => Strictly.OldCard(fields.Text(Wire.OldCard));

    // A note we do not know may change what the answer means.
    private bool IsReplaced(XElement collection, out PersonalNumber? successor)
    {
        successor = null;
        var note = ((string?)collection.Attribute(Wire.Note) ?? "").Trim();
        if (note.Length == 0 || dialect.HarmlessNotes.Contains(note, StringComparer.OrdinalIgnoreCase))
            return false;
        if (!note.StartsWith(dialect.ReplacedNote, StringComparison.Ordinal))
            throw UpstreamUnavailableException.Indeterminate("note");

        successor = Strictly.Number(note[dialect.ReplacedNote.Length..].Trim());
        return true;
    }

    private static void RequireCount(XElement collection, int people, RegisteredPerson? found)
    {
        if ((string?)collection.Attribute(Wire.PeopleCount) is not { } text)
            return;
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw UpstreamUnavailableException.Protocol("count");
        // Someone announced but not there is a truncated answer, not a "not found".
        if (count != people && !(count == 0 && found is null))
            throw UpstreamUnavailableException.Indeterminate("count");
    }

    private static DateTimeOffset? AsOf(XElement collection) =>
        DateTime.TryParseExact(
            (string?)collection.Attribute(Wire.AsOf),
            Moments,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out var moment)
            ? new DateTimeOffset(moment, moment.Kind == DateTimeKind.Utc ? TimeSpan.Zero : Vietnam)
            : null;

    private XElement Expect(XElement element, string name, bool mayBeEmpty = false)
    {
        if (element.Name.LocalName != name || element.Name.NamespaceName != dialect.AnswerNamespace)
            throw UpstreamUnavailableException.Indeterminate("unknown answer");
        if (SoapReader.HasText(element) || (!mayBeEmpty && !element.HasElements))
            throw UpstreamUnavailableException.Protocol("structure");
        return element;
    }
}
