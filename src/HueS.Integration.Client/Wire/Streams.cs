using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HueS.Integration.Client.Wire;

/// <summary>What is sent or read piece by piece, and never stands in memory as a whole.</summary>
internal sealed class Streams(HttpClient http, TimeProvider time)
{
    public async Task<TAnswer> UploadAsync<TRequest, TAnswer>(
        string path,
        TRequest request,
        Stream file,
        string? key,
        CancellationToken cancellationToken)
    {
        using var content = new Lent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(request, TypeOf<TRequest>()), "request" },
            // The file's own name may name a person, and nobody needs it.
            { content, "file", "upload" },
        };
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        if (key is not null)
            message.Headers.Add(Calls.IdempotencyKey, key);
        using var response = await SendAsync(message, cancellationToken);
        return await ReadAsync<TAnswer>(response, cancellationToken);
    }

    /// <summary>The head has arrived, and its status was good; the body is read by whoever asked.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        message.Options.Set(Calls.Streamed, true);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception stopped) when (Problems.Of(stopped) is HuesException ours && ours != stopped)
        {
            throw ours;
        }

        if (await Problems.OfAsync(response, time, cancellationToken) is not { } problem)
            return response;
        response.Dispose();
        throw problem;
    }

    public static async IAsyncEnumerable<string> LinesAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(body);
        while (await WholeAsync(reader.ReadLineAsync(cancellationToken)) is { } line)
            yield return line;
    }

    /// <summary>The data of each server-sent event, as it comes.</summary>
    public static async IAsyncEnumerable<string> EventsAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var events = SseParser.Create(body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await WholeAsync(events.MoveNextAsync()))
            yield return events.Current.Data;
    }

    public async Task SaveAsync(string path, Stream target, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(message, cancellationToken);
        try
        {
            await response.Content.CopyToAsync(target, cancellationToken);
        }
        catch (HttpRequestException torn)
        {
            throw new HuesUnreachableException(HuesParty.Service, "torn_answer", torn);
        }
    }

    public static T Parse<T>(string line)
    {
        try
        {
            return HuesJson.Read<T>(line) ?? throw Problems.Unreadable();
        }
        catch (JsonException unreadable)
        {
            throw Problems.Unreadable(unreadable);
        }
    }

    private static async ValueTask<T> WholeAsync<T>(ValueTask<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception torn) when (torn is IOException or HttpRequestException)
        {
            throw new HuesUnreachableException(HuesParty.Service, "torn_answer", torn);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(TypeOf<T>(), cancellationToken) ?? throw Problems.Unreadable();
        }
        catch (Exception stopped) when (Problems.Of(stopped) is HuesException ours && ours != stopped)
        {
            throw ours;
        }
    }

    /// <summary>The caller's own stream: read from where it stands, never closed.</summary>
    private sealed class Lent(Stream file) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            file.CopyToAsync(stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = file.CanSeek ? file.Length - file.Position : 0;
            return file.CanSeek;
        }
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)HuesJson.Options.GetTypeInfo(typeof(T));
}
