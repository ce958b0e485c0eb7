using System.Runtime.CompilerServices;
using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Lists of people to check, up to a million rows. Scope <c>batches</c>.</summary>
public sealed class Batches
{
    private const string Path = "/v1/verification-batches";

    private readonly IHuesApi _api;
    private readonly Streams _streams;
    private readonly TimeProvider _time;

    internal Batches(IHuesApi api, Streams streams, TimeProvider time) => (_api, _streams, _time) = (api, streams, time);

    /// <summary>How the first rows of a file would be read. Nothing is kept and nobody is asked.</summary>
    /// <param name="file">CSV with a heading, or one JSON object a line. Read once, not closed.</param>
    /// <param name="format">How it is written; absent: CSV.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>batch_form_unreadable</c>, <c>batch_too_large</c>.</exception>
    public Task<BatchPreview> PreviewAsync(Stream file, BatchFormat? format = null, CancellationToken cancellationToken = default) =>
        _streams.UploadAsync<BatchPreviewRequest, BatchPreview>($"{Path}:preview", new BatchPreviewRequest(format), file, key: null, cancellationToken);

    /// <summary>Sends a list. It is kept once this returns, and works itself off behind everyone at a counter.</summary>
    /// <param name="request">What for.</param>
    /// <param name="file">As for a preview. A file is sent once, never again by itself.</param>
    /// <param name="idempotencyKey">1 to 100 visible ASCII characters; absent: one of this call's own. With one of yours, a list sent twice is kept once.</param>
    /// <param name="cancellationToken">Gives it up; what was not sent whole is not kept.</param>
    /// <exception cref="HuesProblemException"><c>invalid_request</c> (also for missing or doubled columns), <c>unknown_purpose</c>, <c>batch_form_unreadable</c>, <c>batch_too_large</c>, <c>too_many_uploads</c>, <c>idempotency_key_reused</c>.</exception>
    public Task<VerificationBatch> SendAsync(
        VerificationBatchRequest request,
        Stream file,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default) =>
        _streams.UploadAsync<VerificationBatchRequest, VerificationBatch>(Path, request, file, idempotencyKey ?? Calls.NewKey(), cancellationToken);

    /// <summary>The caller's lists, newest first, without their progress.</summary>
    public IAsyncEnumerable<VerificationBatch> ListAsync(CancellationToken cancellationToken = default) =>
        Pages.AllAsync<VerificationBatchPage, VerificationBatch>(_api.ListBatchesAsync, page => (page.Items, page.Next), cancellationToken);

    /// <summary>How far a list has come.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<VerificationBatch> ReadAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReadBatchAsync(id, cancellationToken);

    /// <summary>Tells how far a list has come, now and then, until it is completed, cancelled or failed. Ending it changes nothing about the list.</summary>
    /// <param name="id">The list.</param>
    /// <param name="every">How often to look; at least 100 ms.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<VerificationBatch> WatchAsync(
        Guid id,
        TimeSpan every,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var current = await ReadAsync(id, cancellationToken);
            yield return current;
            if (HasEnded(current))
                yield break;
            await Task.Delay(every, _time, cancellationToken);
        }
    }

    /// <summary>Whether nothing will happen to a list any more.</summary>
    public static bool HasEnded(VerificationBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.State is VerificationBatchState.Completed or VerificationBatchState.Cancelled or VerificationBatchState.Failed;
    }

    /// <summary>Stops a list until it is resumed. Doing it again changes nothing.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>batch_ended</c>.</exception>
    public Task<VerificationBatch> PauseAsync(Guid id, CancellationToken cancellationToken = default) => _api.PauseBatchAsync(id, cancellationToken);

    /// <summary>Lets a paused list go on where it was.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>batch_ended</c>.</exception>
    public Task<VerificationBatch> ResumeAsync(Guid id, CancellationToken cancellationToken = default) => _api.ResumeBatchAsync(id, cancellationToken);

    /// <summary>Ends a list: what waits is withdrawn, what is answered stays. It cannot be resumed.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>batch_ended</c>.</exception>
    public Task<VerificationBatch> CancelAsync(Guid id, CancellationToken cancellationToken = default) => _api.CancelBatchAsync(id, cancellationToken);

    /// <summary>Rows that cannot be checked as they are, in order, with everything that is wrong with each; never what stands there.</summary>
    public IAsyncEnumerable<BatchRejection> RejectionsAsync(Guid id, CancellationToken cancellationToken = default) =>
        Pages.AllAsync<BatchRejectionPage, BatchRejection>(
            (cursor, token) => _api.ListRejectionsAsync(id, cursor, token), page => (page.Items, page.Next), cancellationToken);

    /// <summary>Every row with its outcome, in order, at any time; read as it comes.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    /// <exception cref="HuesUnreachableException"><c>torn_answer</c>: rows are missing at the end.</exception>
    public async IAsyncEnumerable<BatchResult> ResultsAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"{Path}/{id}/results?format=ndjson");
        using var response = await _streams.SendAsync(message, cancellationToken);
        await foreach (var line in Streams.LinesAsync(response, cancellationToken))
            yield return Streams.Parse<BatchResult>(line);
    }

    /// <summary>The same as a CSV that a spreadsheet opens, in the client's language.</summary>
    /// <param name="id">The list.</param>
    /// <param name="target">Where to write it; not closed.</param>
    /// <param name="semicolon">Separate columns by semicolons, as Excel in Vietnamese expects; otherwise by commas.</param>
    /// <param name="byteOrderMark">Begin with a byte-order mark, without which Excel guesses the encoding wrong.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task SaveResultsAsync(Guid id, Stream target, bool semicolon = false, bool byteOrderMark = false, CancellationToken cancellationToken = default) =>
        _streams.SaveAsync(
            $"{Path}/{id}/results?format=csv&delimiter={(semicolon ? "semicolon" : "comma")}&bom={(byteOrderMark ? "true" : "false")}",
            target,
            cancellationToken);
}
