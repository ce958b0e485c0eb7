using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HueS.Integration.Cli.Lists;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Records told by other systems.</summary>
internal static class RecordCommands
{
    public static Command Of(Frame frame)
    {
        var system = frame.Argument<string>("system", Texts.SystemArgument);
        var record = frame.Argument<string>("record", Texts.RecordArgument);
        var version = frame.Option<int?>("--if-version", Texts.VersionExpected);
        return frame.Group(
            "records",
            Texts.Records,
            ["hues records show payments W-2026-0001", "hues records tell payments vi-dien-tu.ndjson"],
            frame.Verb("show", Texts.RecordsShow, ["hues records show payments W-2026-0001"], [system, record], async (call, cancellationToken) =>
            {
                var state = await call.Client.Records.ReadAsync(call.Required(system), call.Required(record), cancellationToken);
                call.Session.Tell(state, () => call.Session.Say(
                    Texts.RecordLine, state.System, state.RecordId, state.Kind, state.Status, Session.Moment(state.ToldAt), Session.Moment(state.GoneAt), state.Version));
                return Exit.Done;
            }),
            Tell(frame),
            RelinkCommands.Of(frame),
            frame.Verb("gone", Texts.RecordsGone, ["hues records gone payments W-2026-0001"], [system, record, version], async (call, cancellationToken) =>
            {
                await call.Client.Records.RemoveAsync(call.Required(system), call.Required(record), call.Value(version), cancellationToken);
                call.Session.Say(Texts.RecordGone);
                return Exit.Done;
            }));
    }

    private static Command Tell(Frame frame)
    {
        var system = frame.Argument<string>("system", Texts.SystemArgument);
        var file = frame.Argument<string>("file", Texts.RecordsFile);
        var dryRun = frame.Option<bool>("--dry-run", Texts.DryRunOption);
        var yes = frame.Option<bool>("--yes", Texts.YesOption);
        return frame.Verb(
            "tell",
            Texts.RecordsTell,
            ["hues records tell payments vi-dien-tu.ndjson", "hues records tell payments vi-dien-tu.ndjson --yes --json"],
            [system, file, dryRun, yes],
            async (call, cancellationToken) =>
            {
                var path = call.Required(file);
                // Read through once before anything leaves, so that a wrong line spoils nothing half.
                var count = 0L;
                await foreach (var _ in ReadAsync(path, cancellationToken))
                    count++;
                if (!await call.Session.MayAsync(count, call.Value(yes), call.Value(dryRun), Texts.TellMany, cancellationToken))
                    return Exit.Done;

                var sum = await call.Client.Records.TellAllAsync(
                    call.Required(system),
                    ReadAsync(path, cancellationToken),
                    line =>
                    {
                        call.Session.Tell(line, () =>
                        {
                            foreach (var fault in line.Errors.Concat(line.Warnings))
                                call.Session.Line($"{line.Line}\t{line.RecordId ?? "-"}\t{HuesJson.Code(line.Result)}\t{fault.Field}\t{fault.Code}");
                        });
                        return ValueTask.CompletedTask;
                    },
                    cancellationToken);
                call.Session.Tell(sum, () => call.Session.Say(
                    Texts.ToldSum, sum.Lines, sum.Created, sum.Changed, sum.Unchanged, sum.Refused, sum.NotKept));
                if (!sum.Complete)
                    call.Session.Note(Texts.ToldStopped, sum.Stopped ?? "?");
                return !sum.Complete || sum.NotKept > 0 ? Exit.Partial : sum.Refused > 0 ? Exit.Findings : Exit.Done;
            });
    }

    private static async IAsyncEnumerable<PushedRecordLine> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = ListFile.Open(path);
        using var reader = new StreamReader(content);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            yield return Parse(line, number);
        }
    }

    private static PushedRecordLine Parse(string line, int number)
    {
        try
        {
            return HuesJson.Read<PushedRecordLine>(line) is { RecordId: not null, Kind: not null, Status: not null } record
                ? record
                : throw new UsageException(Texts.RecordLineForm, number);
        }
        catch (JsonException)
        {
            throw new UsageException(Texts.RecordLineForm, number);
        }
    }
}
