using System.Xml.Linq;

namespace HueS.Integration.Upstreams.Population.Soap;

/// <summary>An element's children, each there once at most, and plain text where text is expected.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, XElement> _elements;

    private Fields(Dictionary<string, XElement> elements) => _elements = elements;

    public static Fields Of(XElement element)
    {
        var elements = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            if (!elements.TryAdd(child.Name.LocalName, child))
                throw UpstreamUnavailableException.Protocol("duplicate element");
        }

        return SoapReader.HasText(element) ? throw UpstreamUnavailableException.Protocol("structure") : new Fields(elements);
    }

    /// <summary>Refuses children of any other name.</summary>
    public Fields Only(params ReadOnlySpan<string> names)
    {
        foreach (var name in _elements.Keys)
        {
            if (!names.Contains(name))
                throw UpstreamUnavailableException.Indeterminate("unknown element");
        }

        return this;
    }

    public bool IsBlank => _elements.Values.All(element => string.IsNullOrWhiteSpace(element.Value));

    public XElement? Element(string name) => _elements.GetValueOrDefault(name);

    /// <summary><c>null</c> where the element is absent.</summary>
    public string? Text(string name) => Element(name) switch
    {
        null => null,
        { HasElements: true } => throw UpstreamUnavailableException.Protocol("structure"),
        var element => element.Value.Trim(),
    };
}
