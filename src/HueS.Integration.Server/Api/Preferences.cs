using System.Globalization;
using System.Text;

namespace HueS.Integration.Server.Api;

/// <summary>
/// What a caller would rather have (<c>Prefer</c>, RFC 7240). A preference never makes a request fail: what is unknown or
/// cannot be read is left out, and of a preference stated twice the first counts.
/// </summary>
internal sealed record Preferences
{
    /// <summary>The header with which an answer says which preferences it followed.</summary>
    public const string AppliedHeader = "Preference-Applied";

    private const string Header = "Prefer";

    // Longer would be no wish to wait but a slip; it also keeps sums of times from overflowing.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Rather a place to look later than an answer now: <c>respond-async</c>.</summary>
    public bool RespondAsync { get; private init; }

    /// <summary>How long the caller is willing to wait: <c>wait=10</c>, in seconds.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>Rather a refusal than an attempt at something doubtful: <c>handling=strict</c>.</summary>
    public bool StrictHandling { get; private init; }

    public static Preferences Of(HttpRequest request) => Read(request.Headers[Header]);

    public static Preferences Read(IEnumerable<string?> headers)
    {
        var stated = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // Several headers read like one, in their order.
        foreach (var (name, value) in headers.SelectMany(header => Split(header ?? "", ',')).Select(Stated))
            stated.TryAdd(name, value);

        return new Preferences
        {
            RespondAsync = stated.ContainsKey("respond-async"),
            Wait = stated.TryGetValue("wait", out var seconds) ? ReadSeconds(seconds) : null,
            StrictHandling = stated.TryGetValue("handling", out var handling) && handling.Equals("strict", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>Name and value; parameters behind a semicolon belong to preferences we do not know.</summary>
    private static (string Name, string Value) Stated(string preference)
    {
        var main = Split(preference, ';').First();
        var equals = main.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (main.Trim(), "") : (main[..equals].Trim(), Unquoted(main[(equals + 1)..].Trim()));
    }

    private static TimeSpan? ReadSeconds(string text)
    {
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < LongestWait.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : LongestWait;
    }

    /// <summary>Parts between separators that stand outside quotation marks.</summary>
    private static IEnumerable<string> Split(string text, char separator)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted)
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == separator && !quoted)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unquoted(string word)
    {
        if (word is not ['"', .., '"'])
            return word;
        var read = new StringBuilder(word.Length);
        for (var i = 1; i < word.Length - 1; i++)
        {
            if (word[i] == '\\' && i < word.Length - 2)
                i++;
            read.Append(word[i]);
        }

        return read.ToString();
    }
}
