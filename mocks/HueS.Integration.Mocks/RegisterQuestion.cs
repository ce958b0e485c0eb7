using System.Xml;
using System.Xml.Linq;

namespace HueS.Integration.Mocks;

/// <summary>A question to the register as it stands on the wire. All three operations carry the same elements.</summary>
internal sealed record RegisterQuestion(string Number, string OldCard, string Name, string BirthDate, string BirthYear)
{
    public static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Dan = "http://dancuquocgia.bca";

    /// <summary>In the order the register wants them, with the longest text each may hold.</summary>
    private static readonly (string Name, int Longest, bool MayBeEmpty)[] Before =
    [
        ("MaYeuCau", 40, false),
        ("MaDVC", 20, false),
        ("MaTichHop", 20, true),
        ("MaCanBo", 20, false),
        ("MaDonVi", 35, false),
        ("TaiKhoan", 100, true),
        ("SoDienThoai", 20, true),
    ];

    public string Key => Number.Length > 0 ? Number : OldCard;

    /// <summary>Whom of this city the question is about; <c>null</c> where nobody has all that it names.</summary>
    public Citizen? Holder(City city)
    {
        if (city.Find(Key) is not { } citizen || citizen.UpstreamName != Name)
            return null;
        var birth = citizen.BirthDate.Replace("-", "", StringComparison.Ordinal);
        var agrees = BirthDate.Length > 0 ? birth == BirthDate : birth[..4] == BirthYear;
        return agrees ? citizen : null;
    }

    public override string ToString() => "RegisterQuestion(*)";

    /// <summary>Reads a question, or says what is wrong with it.</summary>
    public static async Task<(RegisterQuestion? Question, string Wrong)> ReadAsync(
        Stream body,
        string operation,
        CancellationToken cancellationToken)
    {
        try
        {
            using var reader = XmlReader.Create(body, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var document = await XDocument.LoadAsync(reader, LoadOptions.None, cancellationToken);
            return document.Root?.Name == Soap + "Envelope" && document.Root.Element(Soap + "Body")?.Element(Dan + operation) is { } asked
                ? Read([.. asked.Elements()])
                : (null, "The envelope does not hold the operation.");
        }
        catch (XmlException)
        {
            return (null, "The body is not well-formed XML.");
        }
    }

    private static (RegisterQuestion?, string) Read(List<XElement> elements)
    {
        foreach (var (name, longest, mayBeEmpty) in Before)
        {
            if (Take(elements, name) is not { } element)
                return (null, $"{name} is missing or out of order.");
            if (element.Value.Length > longest || (element.Value.Length == 0 && !mayBeEmpty))
                return (null, $"{name} is empty or too long.");
        }

        var (number, card) = (Take(elements, "SoDinhDanh")?.Value ?? "", Take(elements, "SoCMND")?.Value ?? "");
        if (!IsDigits(number, 12) && !IsDigits(card, 9))
            return (null, "SoDinhDanh holds 12 digits or SoCMND holds 9.");
        if (Take(elements, "HoVaTen") is not { Value: { Length: > 0 and <= 100 } fullName })
            return (null, "HoVaTen is missing, out of order, empty or too long.");
        if (Take(elements, "NgayThangNamSinh") is not { } birth || elements.Count > 0)
            return (null, "NgayThangNamSinh is missing, or something follows it.");

        var (date, year) = (birth.Element(Dan + "NgayThangNam")?.Value ?? "", birth.Element(Dan + "Nam")?.Value ?? "");
        return date.Length == 0 && year.Length == 0
            ? (null, "NgayThangNamSinh holds NgayThangNam or Nam.")
            : (new RegisterQuestion(number, card, fullName, date.Replace("-", "", StringComparison.Ordinal), year), "");
    }

    private static XElement? Take(List<XElement> elements, string name)
    {
        if (elements is not [var first, ..] || first.Name != Dan + name)
            return null;
        elements.RemoveAt(0);
        return first;
    }

    private static bool IsDigits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);
}
