using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Refit;

namespace HueS.Integration.Upstreams.Population;

/// <summary>XML bodies in UTF-8 without a byte order mark.</summary>
internal sealed class SoapSerializer : IHttpContentSerializer
{
    private static readonly XmlWriterSettings Written = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public HttpContent ToHttpContent<T>(T item)
    {
        using var body = new MemoryStream();
        using (var writer = XmlWriter.Create(body, Written))
        {
            Require<XDocument>(item).Save(writer);
        }

        var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        return content;
    }

    /// <summary>Reads an <see cref="XElement"/>: the one element inside the SOAP body.</summary>
    public async Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        Require<T>(SoapReader.ReadBody(await content.ReadAsByteArrayAsync(cancellationToken)));

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private static T Require<T>(object? item) =>
        item is T wanted ? wanted : throw new NotSupportedException($"SOAP bodies are not read or written as {typeof(T).Name}.");
}
