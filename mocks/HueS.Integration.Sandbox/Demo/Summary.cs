using System.Globalization;
using HueS.Integration.Contracts;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>What came out, for a person; and whether all of it is right.</summary>
internal sealed class Summary(
    DemoRun run,
    IReadOnlyList<Case> cases,
    IReadOnlyDictionary<string, RecordRelink> relinks,
    LinkTruth truth,
    RegisterCalls calls,
    Bookkeeping kept,
    TimeSpan took)
{
    private static readonly Dictionary<Outcome, string> Vietnamese = new()
    {
        [Outcome.Verified] = "đã xác thực",
        [Outcome.Differs] = "thông tin khác",
        [Outcome.NotFound] = "không tìm thấy",
        [Outcome.NotAlive] = "đã mất hoặc mất tích",
        [Outcome.NumberReplaced] = "số đã được thay",
        [Outcome.NeedsPerson] = "cần người xem xét",
        [Outcome.Pending] = "đang chờ",
        [Outcome.NotVerified] = "chưa xác thực được",
    };

    private int Linked => cases.Count(one => one.Link?.State == LinkState.Linked);

    private int LinksForAPerson => cases.Count(one => one.Link?.State == LinkState.Proposed);

    private IReadOnlyList<Case> Wrong => [.. cases.Where(one => one.Verdict is Verdict.FalselyVerified or Verdict.FalselyNotVerified or Verdict.NeedlesslyLeftToAPerson || one.IsWronglyLinked || one.IsNeedlesslyUnlinked)];

    private bool IsKeptOnce => kept == new Bookkeeping(cases.Count, cases.Count, 0, 0);

    /// <summary>Every claim has its answer, none is wrong, and nothing happened twice.</summary>
    public bool IsRight => Wrong.Count == 0 && truth is { Wrong: [], Missed: [] } && cases.All(one => one.IsSettled) && IsKeptOnce;

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"\nKết quả · Outcomes of run {run.Id} ({cases.Count} claims, {took.TotalSeconds:0} s)");
        foreach (var outcome in cases.GroupBy(one => one.Verification?.Outcome ?? Outcome.Pending).OrderBy(outcome => outcome.Key))
            Line(writer, $"{Vietnamese[outcome.Key]} · {Results.Code<Outcome?>(outcome.Key)}", outcome.Count());

        writer.WriteLine("Công việc · Work");
        Line(writer, "hồ sơ đã liên kết · links made", Linked);
        Line(writer, "chuyển cho người · sent to a person", $"{Of(Verdict.LeftToAPerson) + LinksForAPerson} ({Of(Verdict.LeftToAPerson)} checks, {LinksForAPerson} dossiers)");
        Line(writer, "trả lời sau · answered later", cases.Count(one => one.WasPutOff));
        Line(writer, "hỏi lại CSDL · register retries", $"{calls.Again} ({calls.All} calls, {calls.Struck} spoiled by the weather)");
        Line(writer, "thời gian trả lời · answer times", $"p50 {Percentile(0.50)} ms, p95 {Percentile(0.95)} ms, p99 {Percentile(0.99)} ms");

        PrintRecords(writer);
        writer.WriteLine("Đối chiếu sự thật · Held against the truth");
        Line(writer, "sai: \"không xác thực\" · false \"not verified\"", Of(Verdict.FalselyNotVerified));
        Line(writer, "sai: \"đã xác thực\" · false \"verified\"", Of(Verdict.FalselyVerified));
        Line(writer, "liên kết sai · wrong links", $"{cases.Count(one => one.IsWronglyLinked) + truth.Wrong.Count} of {truth.Read} read");
        Line(writer, "lẽ ra tự liên kết · needlessly not linked", truth.Missed.Count);
        Line(writer, "chuyển cho người không cần · needlessly to a person", Of(Verdict.NeedlesslyLeftToAPerson) + cases.Count(one => one.IsNeedlesslyUnlinked));
        Line(writer, "chưa có trả lời · without an answer", cases.Count(one => !one.IsSettled));
        Line(writer, "ghi đúng một lần · kept and settled once", $"{kept.SettledOnce} of {cases.Count}, {kept.RecordsLinkedTwice + kept.LinksDecidedTwice} linked twice");
        if (Wrong.Count > 0)
            writer.WriteLine($"  SAI · WRONG: {string.Join(' ', Wrong.Select(one => one.Claim.Id))}");
        if (truth is not { Wrong: [], Missed: [] })
            writer.WriteLine($"  SAI · WRONG: {string.Join(' ', truth.Wrong.Concat(truth.Missed).Take(20))}");
        writer.WriteLine(IsRight ? "  Không có câu trả lời sai · No wrong answer." : "  CÓ SAI SÓT · NOT ALL IS WELL.");
    }

    private void PrintRecords(TextWriter writer)
    {
        writer.WriteLine($"Hồ sơ · Records{"",-8}{"tất cả · all",14}{"tự động · by rule",20}{"chờ người · person",20}{"do người · decided",20}{"chưa rõ ai · unmatched",24}");
        foreach (var (system, relink) in relinks.OrderBy(relink => relink.Key))
        {
            var (byRule, byPerson, forAPerson, disputed, unmatched) = relink.Standings!;
            var all = byRule + byPerson + forAPerson + disputed + unmatched;
            writer.WriteLine($"  {system,-21}{all,14}{Share(byRule),20}{Share(forAPerson),20}{Share(byPerson + disputed),20}{Share(unmatched),24}");

            string Share(long part) => all == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part} ({100.0 * part / all:0.0} %)");
        }
    }

    private int Of(Verdict verdict) => cases.Count(one => one.Verdict == verdict);

    private long Percentile(double share)
    {
        var times = cases.Select(one => one.AnsweredIn).Order().ToList();
        return (long)times[Math.Min((int)(times.Count * share), times.Count - 1)].TotalMilliseconds;
    }

    private static void Line(TextWriter writer, string what, object value) => writer.WriteLine($"  {what,-52}{value}");
}
