using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace HueS.Integration.Server.Operations;

internal static class Logs
{
    /// <summary>One JSON line an event, readable lines in development.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = builder.Environment.IsDevelopment() ? ConsoleFormatterNames.Simple : JsonLines.Format);
        builder.Logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
    }
}

/// <summary>
/// Log events as JSON lines. An exception is written by its types and frames: messages of the framework and the database
/// can quote what a person typed, and no log may hold that.
/// </summary>
internal sealed class JsonLines(TimeProvider time) : ConsoleFormatter(Format)
{
    public const string Format = "hues-json";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Api.ApiJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow());
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("category", logEntry.Category);
            json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            if (logEntry.Exception is { } exception)
                json.WriteString("exception", exception.Describe());
            if (System.Diagnostics.Activity.Current is { } activity)
                json.WriteString("trace", activity.TraceId.ToHexString());
            json.WriteEndObject();
        }

        textWriter.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
