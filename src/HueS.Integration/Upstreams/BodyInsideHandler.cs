using System.Buffers;
using System.Net;

namespace HueS.Integration.Upstreams;

/// <summary>
/// Reads the whole body before the answer is handed on, so that the attempt's time-out covers it, a break in the middle is
/// a failed attempt, and a body without end costs no more memory than the limit.
/// </summary>
internal sealed class BodyInsideHandler(int limit) : DelegatingHandler
{
    private const int ChunkSize = 4 * 1_024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            // Nothing compressed was asked for, and what unfolds while being read evades the limit.
            if (response.Content.Headers.ContentEncoding.Count > 0)
                throw UpstreamUnavailableException.Protocol("content encoding");
            if (response.Content.Headers.ContentLength > limit)
                throw TooLong();

            var whole = new ByteArrayContent(await ReadAsync(response.Content, cancellationToken));
            foreach (var (name, values) in response.Content.Headers.NonValidated)
            {
                whole.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content.Dispose();
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int read;
            while ((read = await body.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (whole.Length + read > limit)
                    throw TooLong();
                whole.Write(chunk, 0, read);
            }
        }
        finally
        {
            // It held somebody's data.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }

        return whole.Length == whole.Capacity ? whole.GetBuffer() : whole.ToArray();
    }

    private static UpstreamUnavailableException TooLong() => UpstreamUnavailableException.Protocol("body too long");
}
