using CsCheck;
using HueS.Integration.Audit;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Receipts;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Verification;

public sealed class ReceiptTraceTests
{
    private const string LookUp = "look_up";
    private const string Vital = "vital_status";

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 30, 12, TimeSpan.Zero);

    private static readonly VerificationCase Asked = new(
        Guid.Empty, "portal", Guid.Empty, "1.004194", "H57-1", "K7MX-4QPD", Start, Start.AddDays(1), [], Settlement: null);

    [Fact]
    public void One_question_and_several_of_one_answer_look_alike()
    {
        var once = Of(Settled(Outcome.NotFound, 5), [Question(1, LookUp)]);
        var respelled = Of(Settled(Outcome.NotFound, 5), [Question(1, LookUp), Question(2, LookUp), Question(3, LookUp)]);
        var alive = Of(Settled(Outcome.Verified, 5), [Question(1, LookUp), Question(3, Vital, "another")]);

        respelled.Hops.ShouldBe(once.Hops);
        alive.Hops.ShouldBe(once.Hops);
        once.Hops.Select(hop => hop.Step).ShouldBe([ReceiptStep.Received, ReceiptStep.Asked, ReceiptStep.Answered]);
        once.Hops.ShouldAllBe(hop => hop.At.Second == 0 && hop.At.Millisecond == 0);
    }

    [Fact]
    public void A_way_that_failed_over_to_another_shows_both()
    {
        var receipt = Of(Settled(Outcome.Verified, 9), [Question(1, LookUp, "national"), Question(4, LookUp, "provincial"), Question(6, Vital, "national")]);

        receipt.Hops.Where(hop => hop.Step == ReceiptStep.Asked).Select(hop => hop.Via).ShouldBe(["national", "provincial"]);
    }

    [Fact]
    public void Each_attempt_is_told_with_why_it_failed()
    {
        var receipt = Of(
            Settled(Outcome.Verified, 400),
            [Question(1, LookUp), Question(3, LookUp), Question(90, LookUp), Question(399, LookUp), Question(399.5, Vital)],
            [Row(4, AuditAction.VerificationPutOff, "register_unreachable"), Row(50, AuditAction.VerificationRetried), Row(95, AuditAction.VerificationPutOff, "register_busy")]);

        receipt.Hops.Select(hop => hop.Step).ShouldBe(
        [
            ReceiptStep.Received, ReceiptStep.Asked, ReceiptStep.PutOff, ReceiptStep.Retried, ReceiptStep.Asked, ReceiptStep.PutOff,
            ReceiptStep.Asked, ReceiptStep.Answered,
        ]);
        receipt.Hops.Select(hop => hop.Reason).OfType<string>().ShouldBe(["register_unreachable", "register_busy"]);
    }

    [Fact]
    public void A_check_handed_over_without_an_answer_says_so_and_shows_its_task()
    {
        var settled = Settled(Outcome.NeedsPerson, 5, AnswerSource.None);
        var open = Of(settled, [], tasks: [new TaskRow(Start.AddSeconds(5), null)]);
        var closed = Of(settled, [], tasks: [new TaskRow(Start.AddSeconds(5), Start.AddHours(3))]);

        (open.State, open.Hops[1].Step, open.Hops[^1].Step).ShouldBe((ReceiptState.WithPerson, ReceiptStep.HandedOver, ReceiptStep.TaskOpened));
        (closed.State, closed.Hops[^1].Step).ShouldBe((ReceiptState.Answered, ReceiptStep.TaskClosed));
    }

    [Fact]
    public void A_check_that_waits_or_was_withdrawn_says_so()
    {
        var waiting = Of(Asked with { Standing = new WorkStanding(1, Start.AddSeconds(80), "register_busy", 0) }, []);
        var withdrawn = Of(Asked with { WithdrawnAt = Start.AddMinutes(2) }, []);

        (waiting.State, waiting.Deadline).ShouldBe((ReceiptState.Waiting, Start.AddDays(1).AddSeconds(-12)));
        waiting.NextAttemptAt!.Value.ShouldBeGreaterThan(Start.AddSeconds(80));
        (withdrawn.State, withdrawn.Hops[^1].Step, withdrawn.Deadline).ShouldBe((ReceiptState.Withdrawn, ReceiptStep.Withdrawn, null));
    }

    [Fact]
    public void No_answer_comes_before_its_question_however_far_the_clocks_stand_apart() =>
        Of(Settled(Outcome.Verified, 1), [Question(200, LookUp), Question(201, Vital)]).Hops.Select(hop => hop.Step)
            .ShouldBe([ReceiptStep.Received, ReceiptStep.Asked, ReceiptStep.Answered]);

    [Fact]
    public void A_code_is_read_however_it_is_typed() =>
        Gen.Int[0, 100].Sample(_ =>
        {
            var code = ReceiptCode.New();
            return ReceiptCode.Read(code) == code
                && ReceiptCode.Read(code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)) == code
                && ReceiptCode.Read($" {code[..4]} \u2013 {code[5..]}\t") == code
                && ReceiptCode.Read(code[1..]) is null
                && ReceiptCode.Read(code + "2") is null
                && ReceiptCode.Read(code.Replace(code[0], '0')) is null;
        });

    [Fact]
    public void Whatever_is_typed_is_no_code_or_one_in_its_own_writing() =>
        Gen.String.Sample(typed => ReceiptCode.Read(typed) is not { } read || ReceiptCode.Read(read) == read);

    private static Receipt Of(VerificationCase check, IReadOnlyList<IntentRow> questions, IReadOnlyList<TrailRow>? rows = null, IReadOnlyList<TaskRow>? tasks = null) =>
        new ReceiptTrace(check, questions, rows ?? [], tasks ?? []).ToReceipt();

    private static VerificationCase Settled(Outcome outcome, double seconds, AnswerSource source = AnswerSource.Register) =>
        Asked with { Settlement = new Settlement(Decision.For(outcome), Start, Start.AddSeconds(seconds), source, "1") };

    private static IntentRow Question(double seconds, string operation, string upstream = "national") =>
        new(Start.AddSeconds(seconds), upstream, operation);

    private static TrailRow Row(double seconds, string action, string? note = null) => new(Start.AddSeconds(seconds), action, note);
}
