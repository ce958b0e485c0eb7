using System.CommandLine;
using HueS.Integration.Cli.Claims;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Checks of single people. Who they are is read from a file, the standard input or a prompt, never from the command.</summary>
internal static class VerifyCommands
{
    public static Command Of(Frame frame)
    {
        var file = frame.Argument<string?>("file", Texts.ClaimFile);
        file.Arity = ArgumentArity.ZeroOrOne;
        var purpose = frame.Option<string?>("--purpose", Texts.PurposeOption);
        var reference = frame.Option<string?>("--case", Texts.CaseOption);
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var wait = frame.Option<int?>("--wait", Texts.WaitOption);
        var later = frame.Option<bool>("--async", Texts.AsyncOption);
        var strict = frame.Option<bool>("--strict", Texts.StrictOption);
        var dryRun = frame.Option<bool>("--dry-run", Texts.VerifyDryRun);
        var yes = frame.Option<bool>("--yes", Texts.YesOption);
        var id = frame.Argument<Guid>("id", Texts.IdArgument);
        var policy = frame.Option<string?>("--policy", Texts.PolicyOption);
        var olderThan = frame.Option<int>("--older-than", Texts.OlderThanOption);
        return frame.Verb(
            "verify",
            Texts.Verify,
            [
                "hues verify --case H57-2026/00001                      # asks for number, name and birth date",
                "hues verify claim.json --purpose 1.004194 --case H57-2026/00001 --officer cb.001",
                "hues verify danh-sach.csv --case QD-12/2026 --yes      # a few people; for many: hues batches send",
                "hues verify - --case H57-2026/00001 --json < claim.json",
            ],
            [
                file, purpose, reference, officer, wait, later, strict, dryRun, yes,
                frame.Verb("show", Texts.VerifyShow, ["hues verify show 01a20b18-…"], [id],
                    async (call, cancellationToken) => Show(call.Session, await call.Client.Verifications.ReadAsync(call.Required(id), cancellationToken))),
                frame.Verb("explain", Texts.VerifyExplain, ["hues verify explain 01a20b18-… --policy strict"], [id, policy],
                    async (call, cancellationToken) => Explain(
                        call.Session, await call.Client.Verifications.ExplainAsync(call.Required(id), call.Value(policy), cancellationToken))),
                frame.Verb("pending", Texts.VerifyPending, ["hues verify pending --older-than 3600"], [olderThan], async (call, cancellationToken) =>
                {
                    var worst = Exit.Done;
                    await foreach (var check in call.Client.Verifications.PendingAsync(TimeSpan.FromSeconds(call.Value(olderThan)), cancellationToken))
                        worst = Math.Max(worst, Show(call.Session, check));
                    return worst;
                }),
                frame.Verb("retry", Texts.VerifyRetry, ["hues verify retry 01a20b18-…"], [id],
                    async (call, cancellationToken) => Show(call.Session, await call.Client.Verifications.RetryAsync(call.Required(id), cancellationToken))),
                frame.Verb("withdraw", Texts.VerifyWithdraw, ["hues verify withdraw 01a20b18-…"], [id], async (call, cancellationToken) =>
                {
                    Show(call.Session, await call.Client.Verifications.WithdrawAsync(call.Required(id), cancellationToken));
                    return Exit.Done;
                }),
            ],
            async (call, cancellationToken) =>
            {
                var claims = await ClaimFile.ReadAsync(call.Value(file), call.Session, cancellationToken);
                var many = claims.Count > 1;
                if (call.Value(dryRun) || (many && !call.Value(yes)))
                    await ExamineAsync(call, claims, cancellationToken);
                if (call.Value(dryRun) || (many && !await call.Session.MayAsync(claims.Count, call.Value(yes), false, Texts.VerifyMany, cancellationToken)))
                    return Exit.Done;

                var (which, who) = (call.Purpose(purpose), call.Officer(officer));
                var why = call.Value(reference) ?? throw new UsageException(Texts.CaseMissing);
                var prefer = new Prefer
                {
                    RespondAsync = call.Value(later),
                    Wait = call.Value(wait) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                    Strict = call.Value(strict),
                };
                var worst = Exit.Done;
                for (var at = 0; at < claims.Count; at++)
                {
                    var request = new VerificationRequest(which, many ? $"{why}/{at + 1}" : why, who, claims[at]);
                    var answer = await AskAsync(call, request, prefer, at, claims.Count, cancellationToken);
                    worst = Math.Max(worst, Show(call.Session, answer));
                }

                return worst;
            });
    }

    /// <summary>What stops in the middle says how far it came: those asked for are kept.</summary>
    private static async Task<Verification> AskAsync(
        Call call, VerificationRequest request, Prefer prefer, int asked, int all, CancellationToken cancellationToken)
    {
        try
        {
            return await call.Client.Verifications.VerifyAsync(request, prefer, cancellationToken: cancellationToken);
        }
        catch (Exception stopped) when (asked > 0 && stopped is HuesException or OperationCanceledException)
        {
            call.Session.Note(Texts.VerifyStopped, asked, all);
            throw;
        }
    }

    private static async Task ExamineAsync(Call call, IReadOnlyList<SubjectClaim> claims, CancellationToken cancellationToken)
    {
        for (var at = 0; at < claims.Count; at++)
        {
            var examined = await call.Client.Verifications.ExamineAsync(claims[at], cancellationToken);
            call.Session.Tell(examined, () =>
            {
                call.Session.Say(examined.Findings.Count == 0 ? Texts.ClaimClean : Texts.ClaimDoubtful, at + 1);
                foreach (var finding in examined.Findings)
                {
                    call.Session.Line($"  {finding.Field} ({finding.Code})");
                    call.Session.Tell(finding.Text);
                }
            });
        }
    }

    private static int Show(Session session, Verification answer)
    {
        session.Tell(answer, () =>
        {
            session.Line($"{HuesJson.Code(answer.Outcome)}\t{answer.Receipt}\t{answer.CaseReference}\t{answer.Id}");
            session.Tell(answer.Text);
            if (answer.Pending is { } pending)
                session.Say(Texts.PendingSince, pending.Reason, pending.Attempts, Session.Moment(pending.NextAttemptAt), pending.Position);
            foreach (var warning in answer.Warnings)
                session.Say(Texts.WarningLine, warning.Field, warning.Text.In(session.Language).Official);
        });
        return answer.Outcome switch
        {
            Outcome.Verified => Exit.Done,
            Outcome.Pending => Exit.Partial,
            Outcome.Differs or Outcome.NotFound or Outcome.NotAlive or Outcome.NumberReplaced or Outcome.NeedsPerson or Outcome.NotVerified => Exit.Findings,
            _ => throw new InvalidOperationException($"Unknown outcome {answer.Outcome}."),
        };
    }

    private static int Explain(Session session, Explanation explanation)
    {
        session.Tell(explanation, () =>
        {
            session.Line($"{HuesJson.Code(explanation.Outcome)}\t{explanation.PolicyVersion}");
            session.Tell(explanation.Text);
            if (explanation.DecidedBy is { } step)
                session.Line($"  {step.Text.In(session.Language)}");
            session.Rows(
                [Texts.ColumnField, Texts.ColumnResult, Texts.ColumnRule],
                explanation.Fields.Select(field => (string[])
                    [field.Field, HuesJson.Code(field.Fired.Result), field.Fired.Text.In(session.Language)]));
            session.Rows(
                [Texts.ColumnPolicy, Texts.ColumnResult],
                explanation.Readings.Select(reading => (string[])[reading.PolicyVersion, HuesJson.Code(reading.Outcome)]));
        });
        return Exit.Done;
    }
}
