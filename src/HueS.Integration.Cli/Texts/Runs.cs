using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>Reconciliations.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Runs = new(
        "Đợt đối soát: người đã xác minh mà dữ liệu dân cư nay ghi khác, liên kết hồ sơ không còn đúng, dữ liệu của hệ thống không khớp nhau, một người được ghi thành hai.",
        "Reconciliations: verified people about whom the register says something else, links that are not right any more, tables that do not fit together, people who stand as two.");

    public static readonly BilingualText RunsCreate = new("Lập một đợt đối soát; chưa hỏi ai.", "Make a run; nobody is asked yet.");
    public static readonly BilingualText RunsList = new("Các đợt đối soát, mới nhất trước.", "The runs, newest first.");
    public static readonly BilingualText RunsShow = new("Xem một đợt đối soát.", "Show a run.");
    public static readonly BilingualText RunsPlan = new("Chọn những gì cần đối soát và tính trước số lượt hỏi.", "Select what is looked at, and say what that will take.");
    public static readonly BilingualText RunsDryRun = new(
        "Đối chiếu, hỏi dữ liệu dân cư nếu cần, và chỉ ghi lại những điểm khác; không thay đổi gì khác.",
        "Look, ask the register where that is needed, and write findings, and nothing else.");

    public static readonly BilingualText RunsFindings = new("Những điểm khác đã tìm thấy, đã che bớt.", "What was found, masked.");
    public static readonly BilingualText RunsApprove = new(
        "Người thứ hai đồng ý với đúng những gì đã được xem.", "Agree, as the second person, to exactly what was shown.");

    public static readonly BilingualText RunsStart = new("Áp dụng những gì đã tìm thấy.", "Apply what was found.");
    public static readonly BilingualText RunsWatch = new(
        "Theo dõi cho đến khi cần người hoặc đã xong. Ctrl-C chỉ thôi xem; đợt đối soát vẫn chạy.",
        "Watch it until it waits for a person or has ended. Ctrl-C ends the watching only; the run goes on.");

    public static readonly BilingualText RunsPause = new("Tạm dừng một đợt đối soát.", "Pause a run.");
    public static readonly BilingualText RunsResume = new("Cho đợt đối soát chạy tiếp từ chỗ đã dừng.", "Let a run go on where it stopped.");
    public static readonly BilingualText RunsCancel = new("Kết thúc: những gì đã áp dụng vẫn giữ, và hoàn tác được.", "End it: what was applied stays, and can be undone.");
    public static readonly BilingualText RunsUndo = new(
        "Hoàn tác những gì đã áp dụng, trừ những gì đã thay đổi sau đó.", "Take back what was applied, except for what was changed since.");

    public static readonly BilingualText RunsReport = new("Kết quả của một đợt đối soát.", "How a run came out.");
    public static readonly BilingualText RunCaseOption = new("Căn cứ, chẳng hạn số quyết định.", "Why it is done, such as a decision's number.");
    public static readonly BilingualText RunKindOption = new(
        "Loại đối soát; mặc định là register_drift.", "What it looks for; register_drift where it is left out.");

    public static readonly BilingualText RunSystemOption = new("Chỉ hồ sơ của hệ thống này.", "Only records of this system.");
    public static readonly BilingualText RunSinceOption = new("Chỉ hồ sơ được báo hoặc mất đi từ lúc này.", "Only records told, or gone, since then.");
    public static readonly BilingualText RunIdsOption = new(
        "Tệp ghi mỗi dòng một mã hồ sơ của hệ thống đã nêu; nhiều nhất 300 mã.", "A file with one record id of the named system a line; at most 300.");

    public static readonly BilingualText RunIdsMissing = new("Không có tệp mã hồ sơ này.", "There is no such file of record ids.");
    public static readonly BilingualText RunOlderThanOption = new("Chỉ những người xác minh đã quá số ngày này.", "Only people verified longer ago than so many days.");
    public static readonly BilingualText SampleOption = new("Chỉ rút ngẫu nhiên chừng này người hoặc hồ sơ.", "Only so many people or records, drawn by lot.");
    public static readonly BilingualText AccountsOption = new("Chỉ tài khoản này; có thể ghi nhiều lần.", "Only this account; may be given several times.");
    public static readonly BilingualText CategoryOption = new("Chỉ loại này.", "Only of this category.");
    public static readonly BilingualText DigestOption = new(
        "Mã tóm tắt của đúng những gì đã xem, như hues runs show in ra.", "The digest of what was looked at, as hues runs show prints it.");

    public static readonly BilingualText HtmlOption = new("Ghi ra trang có biểu đồ này, mở bằng trình duyệt.", "Write a page with charts to this file, for a browser.");

    public static readonly BilingualText CsvOption = new("Ghi ra tệp CSV này.", "Write a CSV to this file.");
    public static readonly BilingualText RunHead = new(
        "{0}: {1}, {2}, lập lúc {3}, phiên bản {4}", "{0}: {1}, {2}, made at {3}, version {4}");

    public static readonly BilingualText RunProgressLine = new(
        "{0}: đã chọn {1}, còn chờ {2}, đã hỏi được {3}, chưa hỏi được {4}, bỏ qua {5}; như cũ {6}, khác {7}; đã áp dụng {8}, để nguyên {9}; đã hoàn tác {10}, giữ lại {11}",
        "{0}: selected {1}, waiting {2}, checked {3}, unreachable {4}, skipped {5}; unchanged {6}, findings {7}; applied {8}, left alone {9}; undone {10}, kept {11}");

    public static readonly BilingualText RunPlanLine = new(
        "  Còn phải xem {0} người hoặc mục, phí nhiều nhất {1} đồng, dự kiến xong {2}.", "  People or things still to look at: {0}; fee at most {1} dong; expected end {2}.");

    public static readonly BilingualText RunQueriesLine = new("  {0}: nhiều nhất {1} lượt", "  {0}: at most {1} questions");
    public static readonly BilingualText RunCouldNotLook = new(
        "  Không hỏi được về ai: đợt này không nói lên điều gì về bất kỳ công dân nào.", "  Nobody could be asked about: this run says nothing about any citizen.");

    public static readonly BilingualText RunDigestLine = new("  Mã tóm tắt: {0}", "  Digest: {0}");
    public static readonly BilingualText RunSecondPerson = new(
        "Cần người thứ hai đồng ý: hues runs approve {0} --digest {1}", "A second person has to agree: hues runs approve {0} --digest {1}");

    public static readonly BilingualText RunWatchNext = new("Theo dõi: hues runs watch {0}", "Watch: hues runs watch {0}");
    public static readonly BilingualText RunWatchEnded = new(
        "Thôi theo dõi; đợt đối soát vẫn chạy trên máy chủ. Tạm dừng: hues runs pause {0}", "No longer watching; the run goes on at the server. To stop it: hues runs pause {0}");

    public static readonly BilingualText AskMany = new("xem xét {0} người hoặc mục, hỏi dữ liệu dân cư nếu cần.", "people or things to look at: {0}; the register is asked where that is needed.");
    public static readonly BilingualText ApplyMany = new("áp dụng {0} điểm khác đã tìm thấy.", "findings to apply: {0}.");
    public static readonly BilingualText UndoMany = new("hoàn tác {0} điểm đã áp dụng.", "applied findings to take back: {0}.");
    public static readonly BilingualText EndMany = new("kết thúc đợt đối soát; {0} người chưa được xem.", "the run is ended; not looked at: {0}.");
    public static readonly BilingualText RunNotLookedAt = new("  Không xem được {0} người: {1}", "  Not looked at: {0}, {1}");
    public static readonly BilingualText RunKeptLine = new("  Giữ nguyên khi hoàn tác {0}: {1}, {2}", "  Left as it was when undoing {0}: {1}, {2}");
    public static readonly BilingualText CsvHasAll = new("Tệp CSV luôn có đủ mọi loại: bỏ --category.", "A CSV has every category: leave --category out.");
    public static readonly BilingualText RunApplied = new("đã áp dụng", "applied");
    public static readonly BilingualText ColumnCategory = new("Loại", "Category");
    public static readonly BilingualText ColumnEffect = new("Việc sẽ làm", "Effect");
    public static readonly BilingualText ColumnCount = new("Số lượng", "Count");
    public static readonly BilingualText ColumnMeaning = new("Ý nghĩa", "Meaning");
}
