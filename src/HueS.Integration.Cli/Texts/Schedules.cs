using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>Schedules of reconciliations.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Schedules = new(
        "Lịch đối soát: đến giờ hẹn, dịch vụ tự lập một đợt; việc áp dụng luôn do người quyết định.",
        "Schedules: the service makes a run at each due time; applying it is always decided by people.");

    public static readonly BilingualText SchedulesList = new("Các lịch, mới nhất trước.", "The schedules, newest first.");
    public static readonly BilingualText SchedulesShow = new("Xem một lịch.", "Show a schedule.");
    public static readonly BilingualText SchedulesAdd = new("Lập một lịch.", "Make a schedule.");
    public static readonly BilingualText SchedulesChange = new(
        "Sửa một lịch; những gì không ghi thì giữ nguyên. Cán bộ sửa chịu trách nhiệm về lịch từ đó.",
        "Change a schedule; what is not given stays. Whoever changes it answers for it from then on.");

    public static readonly BilingualText SchedulesPause = new("Tạm dừng: không lập đợt nào cho đến khi cho chạy lại.", "Pause it: no run is made until it is resumed.");
    public static readonly BilingualText SchedulesResume = new(
        "Cho chạy lại; thời điểm lỡ gần nhất trong vòng 24 giờ được làm bù một lần.", "Resume it; the latest time missed within 24 hours is made up for once.");

    public static readonly BilingualText SchedulesRemove = new("Gỡ một lịch; những đợt đã lập vẫn giữ.", "Remove a schedule; the runs it has made stay.");
    public static readonly BilingualText SchedulesNext = new("Những thời điểm sắp tới.", "The times to come.");
    public static readonly BilingualText SchedulesOccurrences = new(
        "Những thời điểm đã qua: đợt nào đã lập, thời điểm nào bị lỡ và vì sao.", "The times that have passed: which runs were made, which times were missed and why.");

    public static readonly BilingualText CronOption = new(
        "Biểu thức cron năm phần: phút, giờ, ngày, tháng, thứ.", "A cron expression of five fields: minute, hour, day of the month, month, day of the week.");

    public static readonly BilingualText TimeZoneOption = new(
        "Múi giờ của biểu thức; nếu không ghi thì là Asia/Ho_Chi_Minh.", "The time zone of the expression; Asia/Ho_Chi_Minh where it is left out.");

    public static readonly BilingualText ReachOption = new(
        "Đợt tự đi đến đâu; nếu không ghi thì đến hết việc hỏi thử (dry_run).", "How far a run goes by itself; to the end of its dry run where it is left out.");

    public static readonly BilingualText TimesOption = new("Số thời điểm, từ 1 đến 100; nếu không ghi thì 10.", "How many times, 1 to 100; 10 where it is left out.");
    public static readonly BilingualText EverybodyOption = new("Bỏ mọi lựa chọn: đối soát tất cả.", "Drop the selection: everybody, or everything, is looked at.");
    public static readonly BilingualText EverybodyAlone = new(
        "--everybody không đi cùng --older-than-days, --sample, --system hay --account.", "--everybody does not go with --older-than-days, --sample, --system or --account.");

    public static readonly BilingualText ScheduleHead = new(
        "{0}: {1}, \"{2}\" theo giờ {3}, tự đi đến {4}, {5}, phiên bản {6}", "{0}: {1}, \"{2}\" by the clocks of {3}, by itself as far as {4}, {5}, version {6}");

    public static readonly BilingualText ScheduleNextLine = new("  Lần tới: {0}", "  Next: {0}");
    public static readonly BilingualText SchedulePausedNote = new(
        "Lịch đang tạm dừng: đến những thời điểm này sẽ không lập đợt nào.", "The schedule is paused: no run is made at these times.");

    public static readonly BilingualText OccurrenceMissed = new("lỡ ({0}): {1}", "missed ({0}): {1}");
    public static readonly BilingualText OccurrenceMade = new("đã lập đợt {0}", "made run {0}");
}
