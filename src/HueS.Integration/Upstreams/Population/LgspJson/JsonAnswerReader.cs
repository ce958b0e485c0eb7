using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population.LgspJson;

/// <summary>
/// Reads the plain-JSON wrapper's answers. Pure, and as strict as the reader of the SOAP: what it cannot read for certain it
/// refuses.
/// </summary>
internal sealed class JsonAnswerReader(LgspJsonOptions options)
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:sszzz";

    public VerifyAnswer ReadVerify(byte[] body, Binding binding)
    {
        var match = Open(body, LgspJsonContext.Default.Match, ref binding);
        binding.Require(Strictly.Number(match.PersonalNumber), Strictly.OldCard(match.OldCardNumber));
        return match.Matched ? new VerifyAnswer.Matches() : new VerifyAnswer.DoesNotMatch();
    }

    public VitalAnswer ReadVital(byte[] body, Binding binding)
    {
        var status = Open(body, LgspJsonContext.Default.VitalStatus, ref binding);
        binding.RequireNamed(Strictly.Number(status.PersonalNumber), Strictly.OldCard(status.OldCardNumber));
        return status.VitalStatus == options.AliveCode ? new VitalAnswer.Alive()
            : status.VitalStatus == options.DeadCode ? new VitalAnswer.Dead()
            : status.VitalStatus == options.MissingCode ? new VitalAnswer.Missing()
            : throw UpstreamUnavailableException.Indeterminate("vital status");
    }

    public LookUpAnswer ReadLookUp(byte[] body, Binding binding)
    {
        var answer = Open(body, LgspJsonContext.Default.Found, ref binding);
        var (number, oldCard) = (Strictly.Number(answer.Citizen?.PersonalNumber), Strictly.OldCard(answer.Citizen?.OldCardNumber));
        binding.RefuseOthers(number, oldCard);
        var isReplaced = IsReplaced(answer, out var successor);
        if (answer.Citizen is { } citizen && Person(citizen, number, oldCard) is { } person)
        {
            binding.RequireNamed(number, oldCard);
            return isReplaced ? new LookUpAnswer.Replaced(successor, person) : new LookUpAnswer.Found(person, AsOf(answer.AsOf));
        }

        binding.Require(number, oldCard);
        return isReplaced ? new LookUpAnswer.Replaced(successor, null) : new LookUpAnswer.NotFound();
    }

    private T Open<T>(byte[] body, JsonTypeInfo<WireAnswer<T>> shape, ref Binding binding)
        where T : class
    {
        var answer = JsonBody.Read(body, shape);
        if (answer.ResultCode != options.SuccessCode)
            throw WrapperCode.Meaning(answer.ResultCode);
        binding = binding.Named(answer.RequestId);
        return answer.Data ?? throw UpstreamUnavailableException.Protocol("no data");
    }

    /// <summary><c>null</c>: the register's way of saying that it found nobody, a person without a name.</summary>
    private static RegisteredPerson? Person(WireCitizen citizen, PersonalNumber? number, OldCardNumber? oldCard)
    {
        var birth = Strictly.Birth(citizen.BirthDate, citizen.BirthYear);
        if (string.IsNullOrWhiteSpace(citizen.FullName))
        {
            // A name that was lost on the way leaves other data behind.
            return birth is null ? null : throw UpstreamUnavailableException.Indeterminate("nameless person");
        }

        // JSON can spell any character, even those that no name holds and that a reader would drop.
        if (citizen.FullName.Any(char.IsControl))
            throw UpstreamUnavailableException.Protocol("name");
        return PersonName.TryParseWire(citizen.FullName, out var name, out _)
            ? new RegisteredPerson(number, oldCard, name, birth, SexOf(citizen), Strictly.Ward(citizen.PermanentResidence?.WardCode))
            : throw UpstreamUnavailableException.Indeterminate("name");
    }

    private static Sex SexOf(WireCitizen citizen) => citizen.Sex switch
    {
        null or "" or Wire.UnknownSex => Sex.Unknown,
        Wire.Male => Sex.Male,
        Wire.Female => Sex.Female,
        _ => throw UpstreamUnavailableException.Protocol("sex"),
    };

    // A status we do not know may change what the answer means, and so may a successor of a number that still stands.
    private bool IsReplaced(WireFound answer, out PersonalNumber? successor)
    {
        successor = Strictly.Number(answer.SuccessorNumber);
        if (answer.NumberStatus == options.ReplacedNumber)
            return true;
        return answer.NumberStatus == options.ActiveNumber && successor is null
            ? false
            : throw UpstreamUnavailableException.Indeterminate("number status");
    }

    private static DateTimeOffset? AsOf(string? text) =>
        DateTimeOffset.TryParseExact(text, Moment, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
