using System.Globalization;
using System.Text;
using System.Xml;
using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population.Soap;

/// <summary>
/// Puts a question into the register's words and order. Written straight into UTF-8, without a tree: every verification in
/// the city comes through here.
/// </summary>
internal static class QuestionWriter
{
    private const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string SoapPrefix = "soapenv";
    private const string Prefix = "dan";
    private const int UsualLength = 1_024;

    public static ArraySegment<byte> Write(
        RegisterOperation operation,
        RegisterQuestion question,
        string requestId,
        SoapDialect dialect)
    {
        var body = new MemoryStream(UsualLength);
        using (var writer = XmlDictionaryWriter.CreateTextWriter(body, Encoding.UTF8, ownsStream: false))
        {
            writer.WriteStartDocument();
            writer.WriteStartElement(SoapPrefix, "Envelope", Soap);
            writer.WriteXmlnsAttribute(Prefix, dialect.QuestionNamespace);
            writer.WriteStartElement(SoapPrefix, "Header", Soap);
            writer.WriteEndElement();
            writer.WriteStartElement(SoapPrefix, "Body", Soap);
            writer.WriteStartElement(Prefix, Wire.Of(operation), dialect.QuestionNamespace);
            Write(writer, operation, question, requestId, dialect);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return new ArraySegment<byte>(body.GetBuffer(), 0, (int)body.Length);
    }

    private static void Write(
        XmlWriter writer,
        RegisterOperation operation,
        RegisterQuestion question,
        string requestId,
        SoapDialect dialect)
    {
        void Element(string name, string text) => writer.WriteElementString(Prefix, name, dialect.QuestionNamespace, text);

        Element(Wire.RequestId, requestId);
        Element(Wire.Procedure, question.Purpose);
        Element(Wire.IntegrationCode, dialect.IntegrationCode(operation));
        Element(Wire.Officer, question.Officer.Text);
        Element(Wire.Agency, dialect.Agency);
        Element(Wire.Account, dialect.Account);
        Element(Wire.Phone, dialect.Phone);
        // The number alone when there is one: the two are alternatives, and the number names the person better.
        if (question.Number is { } number)
            Element(Wire.Number, number.Digits);
        else if (question.OldCard is { } card)
            Element(Wire.OldCard, card.Digits);
        else
            throw new ArgumentException("A question names a personal number or an old card number.", nameof(question));
        Element(Wire.Name, question.Name.Upstream);
        writer.WriteStartElement(Prefix, Wire.Birth, dialect.QuestionNamespace);
        var (element, text) = Birth(question.BirthDate, dialect.DateForm);
        Element(element, text);
        writer.WriteEndElement();
    }

    private static (string Element, string Text) Birth(BirthDate date, WireDateForm form) => date switch
    {
        { Month: { } month, Day: { } day } => (
            Wire.BirthFull,
            form == WireDateForm.Compact
                ? string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}{month:00}{day:00}")
                : string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-{month:00}-{day:00}")),
        // The register knows no year with a month, so the month is not asked.
        _ => (Wire.BirthYear, string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}")),
    };
}
