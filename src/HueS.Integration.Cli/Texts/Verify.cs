using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>Checks of single people.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Verify = new(
        "Kiểm tra số định danh, họ tên, ngày sinh có phải của cùng một người còn sống. Thông tin của người dân lấy từ tệp, từ đầu vào hoặc được hỏi, không ghi trong lệnh.",
        "Check that number, name and birth date belong to one living person. Who it is comes from a file, the input or a prompt, and is no part of the command.");

    public static readonly BilingualText ClaimFile = new(
        "Tệp JSON hoặc CSV (cột: Số định danh; Họ và tên; Ngày sinh), hoặc - để đọc từ đầu vào; không ghi thì được hỏi.",
        "JSON or CSV file (columns: number, name, birthDate), or - for the input; asked for where left out.");

    public static readonly BilingualText CaseOption = new("Mã hồ sơ của việc kiểm tra; không phải số định danh.", "The case it is for; never a personal number.");
    public static readonly BilingualText WaitOption = new("Chờ trả lời tối đa bao nhiêu giây.", "How many seconds to wait for an answer.");
    public static readonly BilingualText AsyncOption = new("Không chờ; xem lại sau bằng hues verify show.", "Do not wait; look again with hues verify show.");
    public static readonly BilingualText StrictOption = new("Không hỏi khi thông tin có vẻ gõ nhầm.", "Do not ask where something looks like a slip.");
    public static readonly BilingualText VerifyDryRun = new(
        "Chỉ xem thông tin có vẻ gõ nhầm không; không hỏi cơ sở dữ liệu dân cư.", "Only look for slips; the register is not asked.");

    public static readonly BilingualText PolicyOption = new("Đọc lại theo quy tắc này.", "Read it by this policy.");
    public static readonly BilingualText OlderThanOption = new("Chỉ những yêu cầu đã chờ từ chừng này giây.", "Only those that have waited so many seconds.");
    public static readonly BilingualText VerifyShow = new("Xem một lần kiểm tra.", "Show a check.");
    public static readonly BilingualText VerifyExplain = new("Vì sao kết quả như vậy.", "Why it came out as it did.");
    public static readonly BilingualText VerifyPending = new("Các yêu cầu đang chờ cơ sở dữ liệu dân cư.", "Checks that wait for the register.");
    public static readonly BilingualText VerifyRetry = new("Hỏi lại ngay khi đến lượt.", "Ask again as soon as its turn comes.");
    public static readonly BilingualText VerifyWithdraw = new("Rút lại một yêu cầu đang chờ.", "Take a waiting check back.");
    public static readonly BilingualText VerifyMany = new("kiểm tra {0} người.", "people to check: {0}.");
    public static readonly BilingualText VerifyStopped = new(
        "Đã hỏi {0} trên {1} người; những người đã hỏi được giữ lại, những người sau chưa được hỏi.",
        "{0} of {1} people were asked for; those are kept, the others were not asked for.");

    public static readonly BilingualText CaseMissing = new("Cần mã hồ sơ: ghi --case.", "The case is not known: give --case.");
    public static readonly BilingualText ClaimClean = new("Người thứ {0}: không thấy gì lạ.", "Person {0}: nothing looks odd.");
    public static readonly BilingualText ClaimDoubtful = new("Người thứ {0}: hãy xem lại:", "Person {0}: look at this again:");
    public static readonly BilingualText PendingSince = new(
        "  Đang chờ ({0}): đã thử {1} lần, thử lại lúc {2}, thứ {3} trong hàng.", "  Waiting ({0}): tried {1} times, next at {2}, place {3}.");

    public static readonly BilingualText WarningLine = new("  Lưu ý {0}: {1}", "  Note {0}: {1}");
    public static readonly BilingualText ColumnField = new("Mục", "Field");
    public static readonly BilingualText ColumnResult = new("Kết quả", "Result");
    public static readonly BilingualText ColumnRule = new("Quy tắc", "Rule");
    public static readonly BilingualText ColumnPolicy = new("Bộ quy tắc", "Policy");
    public static readonly BilingualText AskNumber = new("Số định danh (hoặc số CMND cũ)", "Personal number (or old card number)");
    public static readonly BilingualText AskName = new("Họ và tên, đủ dấu", "Full name, with its marks");
    public static readonly BilingualText AskBirthDate = new("Ngày sinh (12/05/1990, hoặc chỉ năm)", "Birth date (12/05/1990, day first, or the year)");
    public static readonly BilingualText ClaimsNone = new("Không có người nào trong dữ liệu đưa vào.", "There is nobody in what was given.");
    public static readonly BilingualText ClaimsTooMany = new(
        "Hơn {0} người: hãy dùng hues batches send, danh sách sẽ tự chạy trên máy chủ.", "More than {0} people: use hues batches send, and the list works itself off.");

    public static readonly BilingualText ClaimsForm = new(
        "Không đọc được: cần JSON {{\"number\":…,\"name\":…,\"birthDate\":…}} (một, một mảng, hoặc mỗi dòng một), hoặc CSV có dòng tiêu đề.",
        "This cannot be read: JSON {{\"number\":…,\"name\":…,\"birthDate\":…}} is expected (one, an array, or one a line), or CSV with a heading.");

    public static readonly BilingualText ClaimColumns = new(
        "CSV cần các cột: Số định danh (hoặc Số CMND), Họ và tên, Ngày sinh. Tên cột khác: dùng hues batches preview.",
        "The CSV needs columns number (or oldCardNumber), name and birthDate. For other headings use hues batches preview.");
}
