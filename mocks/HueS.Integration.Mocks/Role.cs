using System.Text;
using System.Text.Json;
using System.Xml;

namespace HueS.Integration.Mocks;

/// <summary>An upstream to be played.</summary>
/// <param name="Name">The folder of its mapping files.</param>
/// <param name="Door">What stands before WireMock.</param>
/// <param name="MediaType">What its answers are labelled as.</param>
/// <param name="Asked">Reads request id and number out of a question's body; empty where the body holds none.</param>
internal sealed record Role(
    string Name,
    Stub.Door Door,
    string MediaType,
    Func<ReadOnlyMemory<byte>, (string RequestId, string Subject)> Asked)
{
    private const string Xml = "text/xml; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";

    public static Role Population { get; } = new("population", RegisterDoor.Build, Xml, OfXml);

    public static Role LgspSoap { get; } = new("population-lgsp-soap", LgspSoapDoor.Build, Json, OfXmlInJson);

    public static Role LgspJson { get; } = new("population-lgsp-json", LgspJsonDoor.Build, Json, OfJson);

    public static Role Dossiers { get; } = new("dossiers", DossiersDoor.Build, Json, _ => ("", ""));

    public static Role Feedback { get; } = new("feedback", RecordDoors.Feedback, Json, _ => ("", ""));

    public static Role HealthInsurance { get; } = new("health-insurance", RecordDoors.HealthInsurance, Json, _ => ("", ""));

    private static (string, string) OfXml(ReadOnlyMemory<byte> body)
    {
        var (requestId, subject) = ("", "");
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), RegisterQuestion.Settings);
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "MaYeuCau" })
                    requestId = reader.ReadString();
                else if (reader is { NodeType: XmlNodeType.Element, LocalName: "SoDinhDanh" or "SoCMND", IsEmptyElement: false })
                    subject = reader.ReadString();
            }
        }
        catch (XmlException)
        {
            // Not a question; the door says so to the caller. It counts all the same.
        }

        return (requestId, subject);
    }

    private static (string, string) OfXmlInJson(ReadOnlyMemory<byte> body) =>
        OfXml(Encoding.UTF8.GetBytes(Members(body).GetValueOrDefault("message", "")));

    private static (string, string) OfJson(ReadOnlyMemory<byte> body)
    {
        var members = Members(body);
        return (
            members.GetValueOrDefault("requestId", ""),
            members.GetValueOrDefault("personalNumber") ?? members.GetValueOrDefault("oldCardNumber", ""));
    }

    private static Dictionary<string, string> Members(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject()
                    .Where(member => member.Value.ValueKind == JsonValueKind.String)
                    .DistinctBy(member => member.Name)
                    .ToDictionary(member => member.Name, member => member.Value.GetString()!)
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
