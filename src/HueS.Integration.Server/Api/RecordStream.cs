using System.Text;
using System.Text.Json;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records;
using HueS.Integration.Storage;
using HueS.Integration.Verification.Batches;
using Microsoft.Net.Http.Headers;

namespace HueS.Integration.Server.Api;

/// <summary>
/// Records as a stream of lines, each answered with a line of its own: some hundred are kept in one transaction, and no more
/// than these are in memory. A line that cannot be taken spoils itself only.
/// </summary>
internal sealed class RecordStream(RecordBook book, TimeProvider time)
{
    private const int LinesAtOnce = 200;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static bool IsLines(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value is BatchDownloads.NdjsonType or "application/ndjson" or "application/jsonl"
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Answers every line. The head of the answer has left by then, so the last line is where the caller learns what stopped it.</summary>
    public async Task AnswerAsync(Actor actor, string system, CappedBody content, Stream answers, CancellationToken cancellationToken)
    {
        var sum = new Tally();
        await AnswerLinesAsync(actor, system, content, answers, sum, cancellationToken);
        if (sum.Stopped is not null)
            await content.DrainAsync(cancellationToken);
        await WriteAsync(answers, sum.Summary(), cancellationToken);
    }

    private async Task AnswerLinesAsync(
        Actor actor, string system, CappedBody content, Stream answers, Tally sum, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(content, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var lines = new LineReader(text);
        var group = new List<RecordLine>(LinesAtOnce);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        while (sum.Stopped is null && await lines.ReadAsync(cancellationToken) is { } read)
        {
            // Where the body was cut, so was the line.
            if (content.IsExceeded)
                break;
            number++;
            if (!read.TooLong && string.IsNullOrWhiteSpace(read.Text))
                continue;
            var line = Parse(system, number, read);
            // Told twice, a record ends as it was told last: the two do not belong into one transaction.
            if (group.Count == LinesAtOnce || (line.Telling is { } telling && !ids.Add(telling.Claim.RecordId)))
            {
                await KeepAsync(actor, group, answers, sum, cancellationToken);
                group.Clear();
                ids.Clear();
                if (line.Telling is { } first)
                    ids.Add(first.Claim.RecordId);
            }

            group.Add(line);
        }

        if (sum.Stopped is null && group.Count > 0)
            await KeepAsync(actor, group, answers, sum, cancellationToken);
        if (sum.Stopped is null && content.IsExceeded)
            sum.Stopped = ProblemTypes.BodyTooLarge.Code;
    }

    private RecordLine Parse(string system, int number, Line line)
    {
        if (line.TooLong)
            return new RecordLine(number, null, null, [new FieldError("$", FieldCodes.RowTooLong)], []);
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(line.Text);
            var type = ApiJson.TypeInfo<PushedRecordLine>();
            if (StrictJson.Check(utf8, type) is { Count: > 0 } misfits)
                return new RecordLine(number, null, null, misfits, []);

            var told = JsonSerializer.Deserialize(utf8, type)!;
            var parsed = RecordParsing.Read(system, told, time.GetUtcNow());
            return new RecordLine(
                number,
                // What cannot name a record may be a person's number.
                RecordParsing.CheckId(told.RecordId) is null ? told.RecordId : null,
                parsed.Claim is { } claim ? new Telling(claim, told.IfVersion) : null,
                parsed.Errors,
                RecordAnswer.FaultsOf(parsed.Doubts));
        }
        catch (JsonException)
        {
            return new RecordLine(number, null, null, [new FieldError("$", FieldCodes.RowNotJson)], []);
        }
    }

    private async Task KeepAsync(Actor actor, List<RecordLine> group, Stream answers, Tally sum, CancellationToken cancellationToken)
    {
        IReadOnlyList<Telling> tellings = [.. group.Select(line => line.Telling).OfType<Telling>()];
        var told = new Queue<Told>();
        try
        {
            if (tellings.Count > 0)
                told = new Queue<Told>(await book.TellAsync(actor, tellings, cancellationToken));
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            sum.Stopped = ProblemTypes.Busy.Code;
        }

        foreach (var line in group)
        {
            var answer = line.Telling is null ? line.Refused()
                : sum.Stopped is null ? line.Told(told.Dequeue())
                : line.NotKept();
            sum.Count(answer.Result);
            await WriteAsync(answers, answer, cancellationToken);
        }

        await answers.FlushAsync(cancellationToken);
    }

    private static async Task WriteAsync<T>(Stream answers, T answer, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(answers, answer, ApiJson.TypeInfo<T>(), cancellationToken);
        await answers.WriteAsync(LineEnd, cancellationToken);
    }

    private sealed record RecordLine(
        int Number,
        string? RecordId,
        Telling? Telling,
        IReadOnlyList<FieldError> Errors,
        IReadOnlyList<RecordLineFault> Warnings)
    {
        public ToldRecordLine Refused() => new(Number, RecordId, TellingResult.Refused, null, RecordAnswer.FaultsOf(Errors), []);

        public ToldRecordLine NotKept() => new(Number, RecordId, TellingResult.NotKept, null, [], []);

        public ToldRecordLine Told(Told told) => new(
            Number,
            RecordId,
            RecordAnswer.ResultOf(told.Change),
            told.Version,
            told.Change == RecordChange.Stale ? [new RecordLineFault("ifVersion", FieldCodes.VersionStale)] : [],
            Warnings);

        public override string ToString() => $"RecordLine({Number})";
    }

    private sealed class Tally
    {
        private readonly int[] _counts = new int[Enum.GetValues<TellingResult>().Length];

        /// <summary>Code of what stopped the stream before its end.</summary>
        public string? Stopped { get; set; }

        public void Count(TellingResult result) => _counts[(int)result]++;

        public ToldRecordsSummary Summary() => new(
            _counts.Sum(),
            _counts[(int)TellingResult.Created],
            _counts[(int)TellingResult.Changed],
            _counts[(int)TellingResult.Unchanged],
            _counts[(int)TellingResult.Refused],
            _counts[(int)TellingResult.NotKept],
            Stopped is null,
            Stopped);
    }
}
