using System.Text.Json;
using HueS.Integration.Verification.Batches;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HueS.Integration.Server.Api;

/// <summary>
/// An upload in two parts, read as it comes: <c>request</c>, a small JSON text, then <c>file</c>. What names people or
/// officers stands in the body only, and the file is never in memory as a whole.
/// </summary>
internal sealed class BatchUpload<T>
    where T : class
{
    private const int MaxRequestBytes = 16 * 1024;

    // Room for the parts' own headers and the request beside the file.
    private const int Allowance = 64 * 1024;

    private BatchUpload(T request, Stream file) => (Request, File) = (request, file);

    public T Request { get; }

    public Stream File { get; }

    /// <summary>The upload up to where its file begins, or why it is refused.</summary>
    public static Task<(BatchUpload<T>? Upload, ProblemAnswer? Refusal)> OpenAsync(
        HttpContext context,
        IOptions<BatchOptions> options,
        CancellationToken cancellationToken) =>
        OpenAsync(context, options.Value.MaxBytes, ProblemTypes.BatchTooLarge, cancellationToken);

    /// <summary>The same with a file of at most so many bytes.</summary>
    public static async Task<(BatchUpload<T>? Upload, ProblemAnswer? Refusal)> OpenAsync(
        HttpContext context,
        long maxBytes,
        ProblemType whenLarger,
        CancellationToken cancellationToken)
    {
        var most = maxBytes + Allowance;
        var tooLarge = context.Request.ContentLength > most;
        // The limit of every other door is a thousandth of this. Where the file is refused for its size there is none, so
        // that the server lets the caller go on sending for the moment it takes to hear why.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = tooLarge ? null : most;
        if (tooLarge)
            return (null, new ProblemAnswer(whenLarger));
        if (BoundaryOf(context.Request) is not { } boundary)
            return (null, Unreadable());

        var parts = new MultipartReader(boundary, context.Request.Body);
        if (await NextAsync(parts, "request", cancellationToken) is not { } asked)
            return (null, Unreadable());
        var (request, refusal) = await ReadRequestAsync(asked, cancellationToken);
        if (request is null)
            return (null, refusal);
        return await NextAsync(parts, "file", cancellationToken) is { } file
            ? (new BatchUpload<T>(request, file), null)
            : (null, Unreadable());
    }

    /// <summary>Carries out what reads the upload, and says what a torn or endless one is.</summary>
    public static async Task<TAnswer> GuardAsync<TAnswer>(
        Func<Task<TAnswer>> read,
        Func<ProblemAnswer, TAnswer> refuse,
        ProblemType? whenLarger = null)
    {
        try
        {
            return await read();
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return refuse(new ProblemAnswer(whenLarger ?? ProblemTypes.BatchTooLarge));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return refuse(Unreadable());
        }
    }

    /// <summary>Takes the rest, so that a caller who is still sending hears the answer.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => File.CopyToAsync(Stream.Null, cancellationToken);

    private static ProblemAnswer Unreadable() => new(ProblemTypes.BatchFormUnreadable);

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 70 } boundary
            ? boundary.ToString()
            : null;

    private static async Task<Stream?> NextAsync(MultipartReader parts, string name, CancellationToken cancellationToken) =>
        await parts.ReadNextSectionAsync(cancellationToken) is { } part
        && ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
        && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(name, StringComparison.Ordinal)
            ? part.Body
            : null;

    private static async Task<(T? Request, ProblemAnswer? Refusal)> ReadRequestAsync(Stream part, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxRequestBytes + 1];
        var length = await part.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxRequestBytes)
            return (null, new ProblemAnswer(ProblemTypes.BodyTooLarge));
        try
        {
            var type = ApiJson.TypeInfo<T>();
            var errors = StrictJson.Check(buffer.AsSpan(0, length), type);
            return errors.Count > 0
                ? (null, ProblemAnswer.Invalid(errors))
                : (JsonSerializer.Deserialize(buffer.AsSpan(0, length), type), null);
        }
        catch (JsonException)
        {
            return (null, new ProblemAnswer(ProblemTypes.MalformedJson));
        }
    }
}
