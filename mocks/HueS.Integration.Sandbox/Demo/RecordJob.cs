using System.Text;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>
/// Brings in the records of five systems, each by its own way, and has them linked: dossiers and reports are pulled by the
/// service itself, wallets pushed, a list of attendances uploaded, memberships looked up for the citizens who became known.
/// </summary>
internal sealed class RecordJob(DemoRun run, CityRecords records, string ownerConnectionString, Caller operators, Progress progress)
{
    public static readonly IReadOnlyList<string> Systems = ["dossiers", "feedback", "health-insurance", "payments", "training"];

    /// <summary>A lease that a kill left on a system's changes is over after two minutes.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, RecordRelink> _relinks = [];

    /// <summary>How each system's records stood in the end.</summary>
    public IReadOnlyDictionary<string, RecordRelink> Relinks => _relinks;

    /// <summary>Told again as they stand, records do not change: whoever was interrupted tells them once more.</summary>
    public async Task TellAsync(Caller wallet, Caller ward, CancellationToken cancellation)
    {
        progress.Say("Hồ sơ các hệ thống về · Records come in: pushed, uploaded, and pulled while claims are verified");
        var told = await wallet.TellAsync("payments", records.Wallets.Select(Line), cancellation);
        if (told is not { Complete: true, Refused: 0, NotKept: 0 })
            throw new SandboxException($"Of {told.Lines} payments {told.Refused} were refused and {told.NotKept} not kept.");
        progress.Say($"  payments: {told.Lines} đã gửi · pushed");
        if (records.Attendances.Count == 0)
            return;
        var sheet = await ward.SendSheetAsync(Sheet(), $"{run.Id}-sheet", cancellation);
        progress.Say($"  training: {sheet.Rows} dòng đã nhận, {sheet.Warnings.Count} chỗ bỏ qua · rows uploaded, cells left out");
    }

    public async Task LinkAsync(CancellationToken cancellation)
    {
        var arrivals = new Arrivals(ownerConnectionString, records);
        progress.Say("Chờ hồ sơ kéo về và tra BHYT · What is pulled arrives, and memberships are looked up");
        await progress.DuringAsync(() => arrivals.Standing, () => UntilAsync("All records", arrivals.AreAllThereAsync, cancellation));

        progress.Say("Liên kết lại cả năm hệ thống · All five systems are linked");
        await progress.DuringAsync(
            () => string.Join("   ", _relinks.Values.Select(relink => $"{relink.System} {(relink.State == RelinkState.Completed ? "xong · done" : $"{relink.Records} …")}")),
            () => RelinkAllAsync(cancellation));
    }

    private async Task RelinkAllAsync(CancellationToken cancellation)
    {
        foreach (var system in Systems)
            _relinks[system] = await operators.RelinkAsync(system, cancellation);
        await UntilAsync("Linking", RelinksAreOverAsync, cancellation);
    }

    private async Task<bool> RelinksAreOverAsync(CancellationToken cancellation)
    {
        foreach (var relink in _relinks.Values.Where(relink => relink.State == RelinkState.Running).ToList())
            _relinks[relink.System] = await operators.RelinkAsync(relink, cancellation);
        return _relinks.Values.All(relink => relink.State == RelinkState.Completed);
    }

    private static async Task UntilAsync(string what, Func<CancellationToken, Task<bool>> condition, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition(cancellation))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Bound)
                throw new SandboxException($"{what} did not come to an end within {Bound.TotalMinutes:0} minutes; see service.log in the data folder.");
            await Task.Delay(Look, cancellation);
        }
    }

    private static PushedRecordLine Line(Wallet wallet) => new(
        wallet.Id,
        "wallet",
        "open",
        new StatedHolder(
            Number: Stated(wallet.Number), Name: wallet.Name, BirthDate: Stated(wallet.BirthDate), Phone: Stated(wallet.Phone)),
        wallet.OpenedOn);

    private string Sheet()
    {
        var csv = new StringBuilder("Mã học viên;Họ và tên;Năm sinh;SĐT;Phường/Xã;Mã lớp;Ngày học\n");
        foreach (var one in records.Attendances)
            csv.Append(string.Join(';', one.Id, one.Name, one.BirthYear, one.Phone, one.Ward, one.ClassCode, one.HeldOn)).Append('\n');
        return csv.ToString();
    }

    private static string? Stated(string text) => text.Length == 0 ? null : text;
}
