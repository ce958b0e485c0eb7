using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace HueS.Integration.Cli.Commands;

/// <summary>What the service can say, for whoever looks a code up.</summary>
internal static class MessagesCommand
{
    public static Command Of(Frame frame)
    {
        var word = frame.Argument<string?>("word", Texts.MessagesWord);
        word.Arity = ArgumentArity.ZeroOrOne;
        return frame.Verb("messages", Texts.Messages, ["hues messages unknown_purpose", "hues messages \"đã mất\""], [word], async (call, cancellationToken) =>
        {
            var wanted = call.Value(word) ?? "";
            var found = 0;
            foreach (var (section, entries) in await call.Client.Service.MessagesAsync(cancellationToken))
            {
                foreach (var entry in entries.EnumerateObject())
                {
                    var text = Words(entry.Value, call.Session.Language.Tag());
                    if (!Has(entry.Name, wanted) && !Has(text, wanted))
                        continue;
                    found++;
                    if (call.Session.AsJson)
                        call.Session.Around.Output.WriteLine($"{{\"section\":\"{section}\",\"code\":\"{entry.Name}\",\"message\":{entry.Value.GetRawText()}}}");
                    else
                        call.Session.Line($"{section}\t{entry.Name}\t{text}");
                }
            }

            if (found == 0)
                call.Session.Note(Texts.MessagesNone);
            return found > 0 ? Exit.Done : Exit.Findings;
        });
    }

    /// <summary>All that is said in one language, whatever the shape of the entry.</summary>
    private static string Words(JsonElement entry, string language)
    {
        var said = entry.TryGetProperty(language, out var direct) ? direct
            : entry.TryGetProperty("text", out var text) && text.TryGetProperty(language, out var inner) ? inner
            : default;
        return said.ValueKind switch
        {
            JsonValueKind.String => said.GetString()!,
            JsonValueKind.Object => string.Join(' ', said.EnumerateObject().Select(part => part.Value.ToString())),
            _ => "",
        };
    }

    private static bool Has(string text, string word) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase) >= 0;
}
