using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace HueS.Integration.Upstreams.Population.Soap;

/// <summary>
/// Reads an answer that may be hostile. DTDs, entities, other encodings, processing instructions and absurd nesting are
/// refused; the parser's own messages quote what they read, so they go no further than this file.
/// </summary>
internal static class SoapReader
{
    private const int DeepestNesting = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    private static readonly XmlReaderSettings Guarded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreWhitespace = true,
        IgnoreComments = true,
    };

    /// <summary>The one element inside the SOAP body.</summary>
    public static XElement ReadBody(byte[] answer)
    {
        try
        {
            return ReadBody(StrictUtf8.GetString(answer));
        }
        catch (DecoderFallbackException)
        {
            throw UpstreamUnavailableException.Protocol("encoding");
        }
    }

    /// <summary>The same for an answer that came as text.</summary>
    public static XElement ReadBody(string answer)
    {
        var envelope = Read(answer);
        var soap = envelope.Name.Namespace;
        if ((soap != Soap11 && soap != Soap12) || envelope.Name.LocalName != "Envelope")
            throw UpstreamUnavailableException.Protocol("no envelope");

        var bodies = envelope.Elements(soap + "Body").ToList();
        if (bodies.Count != 1 || envelope.Elements().Any(part => part.Name != soap + "Body" && part.Name != soap + "Header"))
            throw UpstreamUnavailableException.Protocol("envelope");

        var contents = bodies[0].Elements().ToList();
        if (contents.Count != 1 || HasText(bodies[0]))
            throw UpstreamUnavailableException.Protocol("body");
        return contents[0].Name == soap + "Fault"
            ? throw UpstreamUnavailableException.Indeterminate("fault")
            : contents[0];
    }

    /// <summary>Whether text stands between an element's children.</summary>
    public static bool HasText(XElement element) =>
        element.Nodes().OfType<XText>().Any(text => !string.IsNullOrWhiteSpace(text.Value));

    private static XElement Read(string text)
    {
        // The byte order mark of UTF-8 decodes to a character, those of UTF-16 are not UTF-8 at all.
        if (text.StartsWith('\uFEFF') || text.Contains('\0', StringComparison.Ordinal))
            throw UpstreamUnavailableException.Protocol("encoding");
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Guarded);
            return Build(reader);
        }
        catch (XmlException)
        {
            throw UpstreamUnavailableException.Protocol("not well-formed");
        }
    }

    // By hand, because a tree reader has no limit on depth and would overflow the stack where no one can catch it.
    private static XElement Build(XmlReader reader)
    {
        XElement? root = null;
        XElement? current = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.XmlDeclaration when !DeclaresUtf8(reader):
                    throw UpstreamUnavailableException.Protocol("encoding");
                case XmlNodeType.XmlDeclaration:
                    break;
                case XmlNodeType.Element when reader.Depth >= DeepestNesting:
                    throw UpstreamUnavailableException.Protocol("nesting");
                case XmlNodeType.Element:
                    var element = Open(reader);
                    current?.Add(element);
                    root ??= element;
                    if (!reader.IsEmptyElement)
                        current = element;
                    break;
                case XmlNodeType.EndElement:
                    current = current!.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    current!.Add(new XText(reader.Value));
                    break;
                default:
                    throw UpstreamUnavailableException.Protocol("unexpected node");
            }
        }

        return root!;
    }

    private static XElement Open(XmlReader reader)
    {
        var element = new XElement(XNamespace.Get(reader.NamespaceURI) + reader.LocalName);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                element.SetAttributeValue(XNamespace.Get(reader.NamespaceURI) + reader.LocalName, reader.Value);
        }

        reader.MoveToElement();
        return element;
    }

    private static bool DeclaresUtf8(XmlReader declaration) =>
        declaration.GetAttribute("encoding") is not { } encoding
        || string.Equals(encoding, "utf-8", StringComparison.OrdinalIgnoreCase);
}
