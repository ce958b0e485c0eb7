using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Records told by their own systems, and lists of attendances. Scope <c>records</c>; which systems, stands in the service's settings. Linking a system again needs <c>links</c>.</summary>
public sealed class Records
{
    private const string Ndjson = "application/x-ndjson";

    private readonly IHuesApi _api;
    private readonly Streams _streams;

    internal Records(IHuesApi api, Streams streams) => (_api, _streams) = (api, streams);

    /// <summary>Tells a record, new or changed. Telling it again as it stands changes nothing. A little later it is linked where the evidence leaves no doubt.</summary>
    /// <param name="system">Its system, such as <c>payments</c>.</param>
    /// <param name="recordId">The system's own id: letters, digits, <c>. _ : -</c>, at most 64; never a person's number, for it stands in the URL.</param>
    /// <param name="record">As the system has it.</param>
    /// <param name="version">Only if it stands at this version; 0: only if it is not there yet; absent: as it stands.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>invalid_request</c>, <c>record_system_not_granted</c>, <c>record_system_unknown</c>, <c>record_stale</c>.</exception>
    public Task<ToldRecord> TellAsync(string system, string recordId, PushedRecord record, int? version = null, CancellationToken cancellationToken = default) =>
        _api.TellRecordAsync(system, recordId, record, version > 0 ? Calls.Tag(version.Value) : null, version == 0 ? "*" : null, cancellationToken);

    /// <summary>
    /// Tells many records, line by line, in bounded memory. Each line is answered by itself; a wrong one spoils itself only.
    /// </summary>
    /// <param name="system">Their system.</param>
    /// <param name="records">Read while they are sent.</param>
    /// <param name="answered">Called for every line, in order.</param>
    /// <param name="cancellationToken">Gives it up; what was answered stays told.</param>
    /// <returns>The sum; <c>Complete</c> is <c>false</c> where it stopped before the end.</returns>
    /// <exception cref="HuesUnreachableException"><c>torn_answer</c>: what was not answered may be told or not; telling it again is harmless.</exception>
    public async Task<ToldRecordsSummary> TellAllAsync(
        string system,
        IAsyncEnumerable<PushedRecordLine> records,
        Func<ToldRecordLine, ValueTask> answered,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answered);
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/v1/records/{Uri.EscapeDataString(system)}") { Content = new Lines(records) };
        using var response = await _streams.SendAsync(message, cancellationToken);
        string? last = null;
        await foreach (var line in Streams.LinesAsync(response, cancellationToken))
        {
            if (last is not null)
                await answered(Streams.Parse<ToldRecordLine>(last));
            last = line;
        }

        // The sum is the last line; an answer that ends with another one was torn.
        return last is not null && last.Contains("\"complete\":", StringComparison.Ordinal)
            ? Streams.Parse<ToldRecordsSummary>(last)
            : throw new HuesUnreachableException(HuesParty.Service, "torn_answer");
    }

    /// <summary>How a record stands; never what it says of its holder.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>record_system_not_granted</c>, <c>record_system_unknown</c>.</exception>
    public Task<RecordState> ReadAsync(string system, string recordId, CancellationToken cancellationToken = default) =>
        _api.ReadRecordAsync(system, recordId, cancellationToken);

    /// <summary>Says that the record's system knows it no more. Saying it again changes nothing.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>record_stale</c>, <c>record_system_not_granted</c>, <c>record_system_unknown</c>.</exception>
    public Task RemoveAsync(string system, string recordId, int? version = null, CancellationToken cancellationToken = default) =>
        _api.RemoveRecordAsync(system, recordId, version is { } expected ? Calls.Tag(expected) : null, cancellationToken);

    /// <summary>Has every record of a system linked again, or those told with a change since a moment. Asking again while it runs changes nothing; what people decided stays.</summary>
    /// <exception cref="HuesProblemException"><c>record_system_unknown</c>, <c>relink_runs</c>: one of another kind runs.</exception>
    public Task<RecordRelink> RelinkAsync(string system, RecordRelinkRequest request, CancellationToken cancellationToken = default) =>
        _api.RelinkAsync(system, request, cancellationToken);

    /// <summary>How far linking a system again has come and, at its end, how its records stand.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<RecordRelink> ReadRelinkAsync(string system, Guid id, CancellationToken cancellationToken = default) =>
        _api.ReadRelinkAsync(system, id, cancellationToken);

    /// <summary>Puts no further records in line; what is in line is linked all the same.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<RecordRelink> CancelRelinkAsync(string system, Guid id, CancellationToken cancellationToken = default) =>
        _api.CancelRelinkAsync(system, id, cancellationToken);

    /// <summary>How a list of attendances would be read. Nothing is kept.</summary>
    /// <param name="request">What rows that name none belong to.</param>
    /// <param name="file">CSV with a heading, at most 4 MiB and 5000 rows. Read once, not closed.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<TrainingPreview> PreviewSheetAsync(TrainingPreviewRequest request, Stream file, CancellationToken cancellationToken = default) =>
        _streams.UploadAsync<TrainingPreviewRequest, TrainingPreview>("/v1/training-sheets:preview", request, file, key: null, cancellationToken);

    /// <summary>Sends a list of attendances: all rows of it are kept, or none.</summary>
    /// <param name="request">Who sends it, and what rows that name none belong to.</param>
    /// <param name="file">As for a preview.</param>
    /// <param name="idempotencyKey">As for a check; absent: one of this call's own.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>invalid_request</c> and <c>sheet_not_kept</c> with every row to correct, <c>sheet_too_large</c>, <c>idempotency_key_reused</c>.</exception>
    public Task<TrainingSheet> SendSheetAsync(
        TrainingSheetRequest request,
        Stream file,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default) =>
        _streams.UploadAsync<TrainingSheetRequest, TrainingSheet>("/v1/training-sheets", request, file, idempotencyKey ?? Calls.NewKey(), cancellationToken);

    /// <summary>Records as they are written out, a line each.</summary>
    private sealed class Lines : HttpContent
    {
        private readonly IAsyncEnumerable<PushedRecordLine> _records;

        public Lines(IAsyncEnumerable<PushedRecordLine> records)
        {
            _records = records;
            Headers.ContentType = new MediaTypeHeaderValue(Ndjson);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await foreach (var record in _records.WithCancellation(cancellationToken))
                await stream.WriteAsync(Encoding.UTF8.GetBytes(HuesJson.Write(record) + "\n"), cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
