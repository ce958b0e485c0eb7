using System.Xml.Linq;
using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Puts a question into the register's words and order.</summary>
internal static class QuestionWriter
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    public static XDocument Write(
        RegisterQuestion question,
        string operation,
        string integrationCode,
        string requestId,
        PopulationOptions options)
    {
        XNamespace dan = options.QuestionNamespace;
        // The number alone when there is one: the two are alternatives, and the number names the person better.
        var key = question switch
        {
            { Number: { } number } => new XElement(dan + Wire.Number, number.Digits),
            { OldCard: { } card } => new XElement(dan + Wire.OldCard, card.Digits),
            _ => throw new ArgumentException("A question names a personal number or an old card number.", nameof(question)),
        };
        return new XDocument(
            new XElement(
                Soap + "Envelope",
                new XAttribute(XNamespace.Xmlns + "soapenv", Soap),
                new XAttribute(XNamespace.Xmlns + "dan", dan),
                new XElement(Soap + "Header"),
                new XElement(
                    Soap + "Body",
                    new XElement(
                        dan + operation,
                        new XElement(dan + Wire.RequestId, requestId),
                        new XElement(dan + Wire.Procedure, question.Purpose),
                        new XElement(dan + Wire.IntegrationCode, integrationCode),
                        new XElement(dan + Wire.Officer, question.Officer.Text),
                        new XElement(dan + Wire.Agency, options.Agency),
                        new XElement(dan + Wire.Account, options.Account),
                        new XElement(dan + Wire.Phone, options.Phone),
                        key,
                        new XElement(dan + Wire.Name, question.Name.Upstream),
                        new XElement(dan + Wire.Birth, Birth(question.BirthDate, dan, options.DateForm))))));
    }

    private static XElement Birth(BirthDate date, XNamespace dan, WireDateForm form) => date switch
    {
        { Month: { } month, Day: { } day } => new XElement(
            dan + Wire.BirthFull,
            form == WireDateForm.Compact
                ? $"{date.Year:0000}{month:00}{day:00}"
                : $"{date.Year:0000}-{month:00}-{day:00}"),
        // The register knows no year with a month, so the month is not asked.
        _ => new XElement(dan + Wire.BirthYear, $"{date.Year:0000}"),
    };
}
