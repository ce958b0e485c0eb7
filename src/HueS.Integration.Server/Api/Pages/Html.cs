using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>A piece of a page. Whatever is put into one is encoded, unless it is such a piece itself.</summary>
internal sealed record Html(string Text)
{
    public static readonly Html Nothing = new("");

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Html Of(FormattableString template) => new(template.ToString(EncodingFormat.Instance));

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    private sealed class EncodingFormat : IFormatProvider, ICustomFormatter
    {
        public static readonly EncodingFormat Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "",
            Html piece => piece.Text,
            IEnumerable<Html> pieces => Join(pieces).Text,
            IFormattable value => Encoder.Encode(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => Encoder.Encode(arg.ToString() ?? ""),
        };
    }
}
