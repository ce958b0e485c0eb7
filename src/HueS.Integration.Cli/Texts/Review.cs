using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>Doubts that wait for a person.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Review = new("Những trường hợp còn ngờ, chờ cán bộ quyết định.", "Doubts that wait for a person to decide.");
    public static readonly BilingualText ReviewList = new("Các việc, gấp nhất trước.", "Tasks, the most urgent first.");
    public static readonly BilingualText ReviewCounts = new("Còn bao nhiêu việc, theo loại.", "How many tasks there are, by kind.");
    public static readonly BilingualText ReviewNext = new("Nhận việc gấp nhất chưa ai làm.", "Take the most urgent task nobody works on.");
    public static readonly BilingualText ReviewShow = new("Xem một việc và các quyết định có thể chọn.", "Show a task and what may be decided.");
    public static readonly BilingualText ReviewEvidence = new("Hai bên cạnh nhau, đã che; chỗ khác nhau trước.", "Both sides, masked, what differs first.");
    public static readonly BilingualText ReviewTake = new("Nhận một việc.", "Take a task.");
    public static readonly BilingualText ReviewGiveBack = new("Trả lại một việc.", "Give a task back.");
    public static readonly BilingualText ReviewNote = new("Ghi chú cho một việc; nội dung được hỏi hoặc đọc từ đầu vào.", "Write a note; its text is asked for or read from the input.");
    public static readonly BilingualText ReviewDecide = new("Quyết định một việc đã nhận.", "Decide a task you have taken.");
    public static readonly BilingualText ReviewApprove = new("Người thứ hai đồng ý với quyết định đã đề nghị.", "Agree, as a second person, to what was proposed.");
    public static readonly BilingualText ReviewRefuse = new("Người thứ hai không đồng ý; việc lại mở.", "Do not agree; the task is open again.");
    public static readonly BilingualText ReviewScreen = new(
        "Màn hình quyết định bằng bàn phím: hai bên cạnh nhau, đã che; việc này xong đến việc khác.",
        "A screen for deciding by keyboard: both sides beside each other, masked, one task after the other.");

    public static readonly BilingualText TaskArgument = new("Mã của việc, dạng UUID.", "The task's id, a UUID.");
    public static readonly BilingualText KindOption = new("Chỉ loại này.", "Only of this kind.");
    public static readonly BilingualText StateOption = new("Chỉ trạng thái này; nếu không ghi: đang mở.", "Only in this state; open ones where left out.");
    public static readonly BilingualText TaskReasonOption = new("Chỉ vì lý do này.", "Only for this reason.");
    public static readonly BilingualText FreeOption = new("Chỉ việc chưa ai làm.", "Only those nobody works on.");
    public static readonly BilingualText UnmaskOption = new(
        "Xem đầy đủ vì lý do này. Ai xem, vì sao, cho hồ sơ nào đều được ghi lại và có thể cho công dân biết.",
        "See whole values for this reason. Who saw them, why and for which case is kept, and may be shown to the citizen.");

    public static readonly BilingualText UnmaskCaseOption = new("Hồ sơ mà vì nó cần xem đầy đủ.", "The case for which whole values are needed.");
    public static readonly BilingualText DecisionOption = new("Quyết định.", "The decision.");
    public static readonly BilingualText TaskVersionOption = new("Phiên bản của việc mà bạn đã xem (v…).", "Version of the task as you saw it (v…).");
    public static readonly BilingualText AskNote = new("Ghi chú", "Note");
    public static readonly BilingualText SecondPersonNext = new(
        "Cần người thứ hai đồng ý: hues review approve {0}", "A second person has to agree: hues review approve {0}");

    public static readonly BilingualText ReviewHead = new(
        "{0}, {1}: {2}\n  chờ từ {3}, hạn {4}, v{5}\n  {6}", "{0}, {1}: {2}\n  waiting since {3}, due {4}, v{5}\n  {6}");

    public static readonly BilingualText ReviewNoteLine = new("  Ghi chú {0}: {1}", "  Note {0}: {1}");
    public static readonly BilingualText ReviewDraftLine = new("  Bản nháp: {0}, {1} {2}", "  Draft: {0}, {1} {2}");
    public static readonly BilingualText ReviewDecidedLine = new("  Quyết định: {0}, {1}, có hiệu lực từ {2}", "  Decision: {0}, {1}, in force since {2}");
    public static readonly BilingualText ReviewOffer = new("  {0}: {1} ({2})", "  {0}: {1} ({2})");
    public static readonly BilingualText ReviewOfferSecond = new("  {0}: {1} Cần người thứ hai. ({2})", "  {0}: {1} Needs a second person. ({2})");
    public static readonly BilingualText SideClaim = new("Đã khai", "As claimed");
    public static readonly BilingualText SideRegister = new("Dữ liệu dân cư", "The register");
    public static readonly BilingualText SideCitizen = new("Công dân", "The citizen");
    public static readonly BilingualText SideRecord = new("Hồ sơ", "The record");
    public static readonly BilingualText SideVerification = new("Lần kiểm tra sau", "The later check");
    public static readonly BilingualText SideOtherCitizen = new("Công dân có thể là cùng một người", "The citizen who may be the same");
    public static readonly BilingualText SideRecords = new("Các hồ sơ", "The records");
    public static readonly BilingualText CandidateOption = new(
        "Với link_other: mã của công dân khác, như hues review evidence in ra.", "For link_other: the other citizen's id, as hues review evidence prints it.");

    public static readonly BilingualText ReviewCandidateLine = new("  {4} {0}: khả năng {1}, {2} {3}", "  {4} {0}: chance {1}, {2} {3}");
    public static readonly BilingualText ReviewRecordLine = new("  {0} {1}: {2} (liên kết {3})", "  {0} {1}: {2} (link {3})");
    public static readonly BilingualText ColumnComparison = new("So sánh", "Comparison");
    public static readonly BilingualText ColumnKind = new("Loại", "Kind");
    public static readonly BilingualText ColumnOpen = new("Đang mở", "Open");
    public static readonly BilingualText ColumnUnowned = new("Chưa ai làm", "Free");
    public static readonly BilingualText ColumnOverdue = new("Quá hạn", "Overdue");
    public static readonly BilingualText ColumnProposed = new("Chờ người thứ hai", "Waits for a second");

    public static readonly BilingualText ScreenNeedsTerminal = new(
        "Màn hình này cần một cửa sổ lệnh có bàn phím. Trong tập lệnh: hues review next, evidence, decide.",
        "This screen needs a terminal. In scripts: hues review next, evidence, decide.");

    public static readonly BilingualText ScreenEmpty = new("Không còn việc nào chờ.", "No task is waiting.");
    public static readonly BilingualText ScreenKeys = new(
        "Chữ số: chọn quyết định · n: việc khác · q: thôi (đã quyết định {0})", "Digit: pick a decision · n: next task · q: leave ({0} decided)");

    public static readonly BilingualText ScreenSecond = new(" (cần người thứ hai)", " (needs a second person)");
    public static readonly BilingualText ScreenConfirm = new("{0}, {1}: Enter để quyết định, phím khác để thôi.", "{0}, {1}: Enter decides, any other key does not.");
    public static readonly BilingualText ScreenConfirmSecond = new(
        "{0}, {1}: Enter để đề nghị; người thứ hai sẽ đồng ý hoặc không. Phím khác để thôi.", "{0}, {1}: Enter proposes it to a second person, any other key does not.");

    public static readonly BilingualText ScreenKeyUnknown = new("Phím này chưa có việc gì.", "This key does nothing here.");
    public static readonly BilingualText ScreenNothingDone = new("Chưa quyết định gì.", "Nothing was decided.");
    public static readonly BilingualText ScreenKept = new(
        "Việc {0} chưa trả lại được; nó tự rảnh khi hết thời gian giữ.", "Task {0} could not be given back; it becomes free by itself.");

    public static readonly BilingualText ScreenEnd = new("Đã quyết định {0} việc, trả lại {1} việc.", "{0} tasks decided, {1} given back.");
}
