using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>Lists of people.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Batches = new("Danh sách nhiều người cần kiểm tra.", "Lists of people to check.");
    public static readonly BilingualText BatchesPreview = new("Xem tệp sẽ được đọc thế nào; không giữ lại gì, không hỏi ai.", "Show how a file would be read; nothing is kept, nobody is asked.");
    public static readonly BilingualText BatchesSend = new("Xem trước, rồi gửi danh sách khi được xác nhận.", "Look at a list, and send it once confirmed.");
    public static readonly BilingualText BatchesList = new("Các danh sách đã gửi, mới nhất trước.", "The lists that were sent, newest first.");
    public static readonly BilingualText BatchesShow = new("Xem một danh sách.", "Show a list.");
    public static readonly BilingualText BatchesWatch = new("Theo dõi tiến độ cho đến khi xong. Ctrl-C chỉ thôi xem; danh sách vẫn chạy.", "Watch it until it ends. Ctrl-C ends the watching only; the list goes on.");
    public static readonly BilingualText BatchesPause = new("Tạm dừng.", "Pause it.");
    public static readonly BilingualText BatchesResume = new("Chạy tiếp từ chỗ đã dừng.", "Let it go on where it was.");
    public static readonly BilingualText BatchesCancel = new("Kết thúc: rút những người chưa có trả lời, giữ những người đã có.", "End it: what waits is withdrawn, what is answered stays.");
    public static readonly BilingualText BatchesRejections = new("Những dòng chưa kiểm tra được, và cần sửa gì.", "Rows that cannot be checked, and what to correct.");
    public static readonly BilingualText BatchesResults = new("Kết quả từng dòng.", "The result of every row.");
    public static readonly BilingualText ListFileArgument = new("Tệp CSV có dòng tiêu đề, hoặc NDJSON.", "CSV file with a heading, or NDJSON.");
    public static readonly BilingualText FormatOption = new("Định dạng của tệp; nếu không ghi, đoán theo đuôi tệp.", "How the file is written; by its ending where left out.");
    public static readonly BilingualText KeyOption = new("Khóa chống gửi trùng: gửi hai lần với cùng khóa chỉ giữ một.", "Idempotency key: sent twice under one key, it is kept once.");
    public static readonly BilingualText WatchOption = new("Theo dõi sau khi gửi.", "Watch it once it is sent.");
    public static readonly BilingualText EveryOption = new("Bao nhiêu giây xem một lần.", "Seconds between two looks.");
    public static readonly BilingualText OutputOption = new("Ghi ra tệp CSV này.", "Write a CSV to this file.");
    public static readonly BilingualText SemicolonOption = new("Cột cách nhau bằng dấu chấm phẩy, cho Excel tiếng Việt.", "Columns separated by semicolons, for a Vietnamese Excel.");
    public static readonly BilingualText BomOption = new("Thêm dấu BOM để Excel đọc đúng dấu tiếng Việt.", "Begin with a byte-order mark, so that Excel reads the letters rightly.");
    public static readonly BilingualText FileMissing = new("Không thấy tệp {0}.", "There is no file {0}.");
    public static readonly BilingualText BatchRows = new("đã đọc {0}, nhận {1}, cần sửa {2};", "read {0}, accepted {1}, to correct {2};");
    public static readonly BilingualText BatchProgress = new("có trả lời {0}, đang chờ {1}, rút {2}", "answered {0}, waiting {1}, withdrawn {2}");
    public static readonly BilingualText BatchPace = new("; {0} người/phút, dự kiến xong {1}", "; {0} a minute, expected end {1}");
    public static readonly BilingualText PreviewForm = new(
        "{0}, {1}, dấu cách cột \"{2}\"; đã xem {3} dòng, kiểm tra được {4}.", "{0}, {1}, separator \"{2}\"; looked at {3} rows, {4} can be checked.");

    public static readonly BilingualText PreviewMissing = new("  Thiếu cột: {0}", "  Missing column: {0}");
    public static readonly BilingualText PreviewDoubled = new("  Nhiều cột cùng là: {0}", "  Several columns are: {0}");
    public static readonly BilingualText PreviewProblem = new("  {0} dòng: {1}, cần {2}", "  {0} rows: {1}, expected {2}");
    public static readonly BilingualText PreviewWarning = new("  {0} dòng, lưu ý: {1}", "  {0} rows, note: {1}");
    public static readonly BilingualText PreviewDates = new(
        "  Ngày sinh kiểu {0}: {1} dòng, trong đó {2} dòng ngày và tháng có thể đảo chỗ.", "  Birth dates as {0}: {1} rows, in {2} of them day and month could be swapped.");

    public static readonly BilingualText PreviewUnusable = new(
        "Danh sách chưa gửi được: sửa các cột nêu trên. Không gửi gì.", "The list cannot be sent: correct the columns above. Nothing was sent.");

    public static readonly BilingualText SendMany = new("gửi danh sách {0} dòng đi kiểm tra.", "a list is sent to be checked; rows: {0}.");
    public static readonly BilingualText CancelMany = new("rút {0} người chưa có trả lời.", "checks without an answer are withdrawn: {0}.");
    public static readonly BilingualText Sent = new("Đã gửi {1} dòng. Theo dõi: hues batches watch {0}", "{1} rows were sent. Watch: hues batches watch {0}");
    public static readonly BilingualText Saved = new("Đã ghi {0}.", "{0} was written.");
    public static readonly BilingualText WatchEnded = new(
        "Thôi theo dõi; danh sách vẫn chạy trên máy chủ. Tạm dừng: hues batches pause {0}", "No longer watching; the list goes on at the server. To stop it: hues batches pause {0}");

    public static readonly BilingualText ColumnPosition = new("Cột", "Column");
    public static readonly BilingualText ColumnHeading = new("Tên cột", "Heading");
}
