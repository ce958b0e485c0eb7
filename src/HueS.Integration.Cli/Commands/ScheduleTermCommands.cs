using System.CommandLine;
using HueS.Integration.Cli.Lists;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>What a schedule makes, and when: said whole when it is made, and in parts when it is changed.</summary>
internal static class ScheduleTermCommands
{
    public static IEnumerable<Command> Of(Frame frame, Argument<Guid> id) => [Add(frame), Change(frame, id)];

    private static Command Add(Frame frame)
    {
        var terms = new Terms(frame, required: true);
        return frame.Verb(
            "add",
            Texts.SchedulesAdd,
            ["hues schedules add --case QD-12/2026 --cron \"0 2 * * 1\" --older-than-days 180", "hues schedules add --kind consistency --case QD-12/2026 --cron \"30 1 1 * *\" --reach plan"],
            [.. terms.All],
            async (call, cancellationToken) =>
            {
                var request = new ScheduleRequest(
                    call.Value(terms.Kind) ?? RunKind.RegisterDrift, call.Purpose(terms.Purpose), call.Value(terms.Case)!, call.Officer(terms.Officer), call.Value(terms.Cron)!,
                    call.Value(terms.TimeZone), call.Value(terms.Reach), terms.Selection(call, new RunSelection()));
                ScheduleSpeech.Tell(call.Session, await call.Client.Schedules.CreateAsync(request, cancellationToken));
                return Exit.Done;
            });
    }

    private static Command Change(Frame frame, Argument<Guid> id)
    {
        var terms = new Terms(frame, required: false);
        var everybody = frame.Option<bool>("--everybody", Texts.EverybodyOption);
        return frame.Verb(
            "change",
            Texts.SchedulesChange,
            ["hues schedules change 01a20b18-… --cron \"0 3 * * 1\"", "hues schedules change 01a20b18-… --reach plan --everybody"],
            [id, .. terms.All, everybody],
            async (call, cancellationToken) =>
            {
                if (call.Value(everybody) && terms.Select(call))
                    throw new UsageException(Texts.EverybodyAlone);
                var now = await call.Client.Schedules.ReadAsync(call.Required(id), cancellationToken);
                // What the environment remembers is for what is made anew: a schedule keeps its own procedure.
                var request = new ScheduleRequest(
                    call.Value(terms.Kind) ?? now.Kind, call.Value(terms.Purpose) ?? now.Purpose, call.Value(terms.Case) ?? now.CaseReference, call.Officer(terms.Officer),
                    call.Value(terms.Cron) ?? now.Cron, call.Value(terms.TimeZone) ?? now.TimeZone, call.Value(terms.Reach) ?? now.Reach,
                    call.Value(everybody) ? null : terms.Selection(call, now.Selection));
                ScheduleSpeech.Tell(call.Session, await call.Client.Schedules.ChangeAsync(now.Id, now.Version, request, cancellationToken));
                return Exit.Done;
            });
    }

    private sealed class Terms(Frame frame, bool required)
    {
        private readonly Option<int?> _olderThan = frame.Option<int?>("--older-than-days", Texts.RunOlderThanOption);
        private readonly Option<int?> _sample = frame.Option<int?>("--sample", Texts.SampleOption);
        private readonly Option<string?> _system = frame.Option<string?>("--system", Texts.RunSystemOption);
        private readonly Option<string[]> _accounts = frame.Option<string[]>("--account", Texts.AccountsOption);

        public Option<RunKind?> Kind { get; } = frame.Choice<RunKind>("--kind", Texts.RunKindOption);

        public Option<string?> Cron { get; } = frame.Option<string?>("--cron", Texts.CronOption, required);

        public Option<string?> Case { get; } = frame.Option<string?>("--case", Texts.RunCaseOption, required);

        public Option<string?> TimeZone { get; } = frame.Option<string?>("--time-zone", Texts.TimeZoneOption);

        public Option<ScheduleReach?> Reach { get; } = frame.Choice<ScheduleReach>("--reach", Texts.ReachOption);

        public Option<string?> Purpose { get; } = frame.Option<string?>("--purpose", Texts.PurposeOption);

        public Option<string?> Officer { get; } = frame.Option<string?>("--officer", Texts.OfficerOption);

        public IEnumerable<Symbol> All => [Kind, Cron, Case, TimeZone, Reach, _olderThan, _sample, _system, _accounts, Purpose, Officer];

        /// <summary>Whether something was said about who is looked at.</summary>
        public bool Select(Call call) =>
            call.Value(_olderThan) is not null || call.Value(_sample) is not null || call.Value(_system) is not null || Accounts(call) is not null;

        /// <summary>Who is looked at: what was not given stays, save that named accounts stand alone.</summary>
        public RunSelection Selection(Call call, RunSelection kept)
        {
            if (Accounts(call) is { } named)
                return new RunSelection(call.Value(_olderThan), named, call.Value(_sample), call.Value(_system));
            return kept with
            {
                OlderThanDays = call.Value(_olderThan) ?? kept.OlderThanDays,
                Accounts = Select(call) ? null : kept.Accounts,
                Sample = call.Value(_sample) ?? kept.Sample,
                System = call.Value(_system) ?? kept.System,
            };
        }

        private string[]? Accounts(Call call) => call.Value(_accounts) is { Length: > 0 } named ? named : null;
    }
}
