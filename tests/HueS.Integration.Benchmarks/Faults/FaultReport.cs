using System.Globalization;
using HueS.Integration.Benchmarks.Faults.Hours;
using HueS.Integration.Benchmarks.Faults.Mutants;
using HueS.Integration.Benchmarks.Faults.Standby;
using HueS.Integration.Benchmarks.Reporting;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>What the faults did, as tables and goals. A part that was not asked for has neither.</summary>
internal static class FaultReport
{
    private const int FaultsShown = 20;

    public static Report Of(int seed, MutationResult mutated, IReadOnlyList<FaultResult> results, StandbyResult? failover, IReadOnlyList<HourResult> hours) => new(
        "faults",
        [
            Machine.Description,
            $"load: {FaultRun.Callers} callers, {FaultRun.PerSecond} calls a second at most; a caller has an answer or a place in the queue "
                + $"within {FaultSettings.AnswerWithin.TotalSeconds:0} s, half a second of grace; one claim in four is wrong",
            "the breaker is on, its break a second instead of fifteen, unless the row says otherwise; an attempt may take half a second",
            .. hours.Select(Condition),
            $"mutants: {mutated.Mutants}, seed {seed}: {mutated.Refused} refused, {mutated.Verified} still a rightful yes",
            .. mutated.Faults.Take(FaultsShown),
        ],
        [.. results.Count == 0 ? (Table[])[] : [Table(results)], .. failover is null ? (Table[])[] : [Table(failover)], .. hours.Count == 0 ? (Table[])[] : [Table(hours)]],
        [
            .. results.Count == 0 ? (Goal[])[] : Goals(results),
            .. failover is null ? (Goal[])[] : Goals(failover),
            .. hours.Count == 0 ? (Goal[])[] : Goals(hours),
            .. mutated.Mutants == 0 ? (Goal[])[] : [new Goal("mutants-crashed-wrong-or-leaking", mutated.Faults.Count, Bound.AtMost, 0)],
        ]);

    private static string Condition(HourResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Hour}: {result.Hour.Length.TotalMinutes:0} minutes, so the clock {result.Hour.Compression:0.#} times as fast; two nodes, {result.Hour.CallsPerSecond:0.##} calls "
        + $"a second of a quota of {result.Hour.QuotaPerSecond:0.#}, one in nine by the modest client; an answer within 8 s, an attempt within 3 s");

    private static Goal[] Goals(IReadOnlyList<FaultResult> results) =>
    [
        new Goal("wrong-outcomes", results.Sum(result => result.Wrong), Bound.AtMost, 0),
        new Goal("unsettled-after-the-fault", results.Sum(result => result.Unsettled), Bound.AtMost, 0),
        new Goal("answered-within-deadline", results.Min(result => result.InTime / (double)result.Calls), Bound.AtLeast, 0.99),
        new Goal("faults-that-missed", results.Count(result => !result.HasStruck), Bound.AtMost, 0),
        new Goal("questions-each-of-the-queue", results.Where(result => result.Scenario.IsQueued).Max(result => result.QuestionsEach), Bound.AtMost, 1.05),
        new Goal("amplification-at-total-failure", results.Where(result => result.Scenario.IsTotal).Max(result => result.Amplification), Bound.AtMost, 1.1),
    ];

    private static Goal[] Goals(StandbyResult failover) =>
    [
        new Goal("failover-lost-or-forked", failover.Lost + failover.TakenByOld, Bound.AtMost, 0),
        new Goal("failover-write-gap-seconds", failover.Gap.TotalSeconds, Bound.AtMost, 3),
    ];

    private static Goal[] Goals(IReadOnlyList<HourResult> hours) =>
    [
        new Goal("hour-wrong-outcomes", hours.Sum(result => result.Wrong), Bound.AtMost, 0),
        new Goal("hour-unsettled", hours.Sum(result => result.Unsettled), Bound.AtMost, 0),
        new Goal("hour-answered-within-deadline", hours.Min(result => result.InTime / (double)result.Calls), Bound.AtLeast, 0.99),
        new Goal("hour-worst-client-within-deadline", hours.Min(result => result.WorstClient), Bound.AtLeast, 0.99),
        new Goal("hour-settled-within-minutes-of-quota", hours.Max(result => result.SettlingMinutesOfQuota), Bound.AtMost, 15),
        new Goal("hour-settled-within-minutes", hours.Max(result => result.SettlingMinutes), Bound.AtMost, 15),
        new Goal("hour-questions-against-quota", hours.Max(result => result.OfQuota), Bound.AtMost, 1),
    ];

    private static Table Table(IReadOnlyList<FaultResult> results) => new(
        "faults",
        ["fault", "injector", "calls", "questions", "answered within deadline", "wrong", "unsettled", "amplification", "of the queue"],
        [.. results.Select(result => (IReadOnlyList<string>)
        [
            result.Scenario.Name,
            result.Scenario.Injector,
            $"{result.Calls}",
            $"{result.Attempts}{(result.HasStruck ? "" : " (missed)")}",
            $"{result.InTime}",
            $"{result.Wrong}",
            $"{result.Unsettled}",
            Number(result.Amplification),
            result.Scenario.IsQueued ? Number(result.QuestionsEach) : "",
        ])]);

    private static Table Table(StandbyResult failover) => new(
        "failover",
        ["fault", "injector", "acknowledged writes", "lost", "taken by the old primary", "seconds without a write"],
        [
            [
                "failover to a synchronous standby",
                "kill -9 of the primary, promotion, its return",
                $"{failover.Acknowledged}",
                $"{failover.Lost}",
                $"{failover.TakenByOld}",
                Number(failover.Gap.TotalSeconds),
            ],
        ]);

    private static Table Table(IReadOnlyList<HourResult> hours) => new(
        "hours",
        [
            "fault", "injector", "calls", "questions", "answered within deadline", "worst client", "wrong", "unsettled", "amplification", "put off",
            "waiting at its end", "settled by (minutes)", "settled by (minutes of quota)", "of the quota",
        ],
        [.. hours.Select(result => (IReadOnlyList<string>)
        [
            result.Hour.Name,
            "WireMock weather",
            $"{result.Calls}",
            $"{result.Questions}",
            $"{result.InTime}",
            Number(result.WorstClient),
            $"{result.Wrong}",
            $"{result.Unsettled}",
            Number(result.Questions / (double)result.Calls),
            $"{result.PutOff}",
            $"{result.Waiting}",
            Number(result.SettlingMinutes),
            Number(result.SettlingMinutesOfQuota),
            Number(result.OfQuota),
        ])]);

    private static string Number(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
