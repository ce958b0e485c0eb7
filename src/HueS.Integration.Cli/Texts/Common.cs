using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>
/// Every sentence of the command line, Vietnamese first and English beside it: a text cannot be made without both. What the
/// service says about people stands in the service's own catalogue.
/// </summary>
internal static partial class Texts
{
    public static readonly BilingualText Root = new(
        "hues: kiểm tra danh tính với Cơ sở dữ liệu quốc gia về dân cư và liên kết hồ sơ của công dân, cho người quản trị và cán bộ.",
        "hues: checks identities at the national population register and links citizens to their records, for administrators and officials.");

    public static readonly BilingualText JsonOption = new(
        "In đúng bản ghi của dịch vụ dưới dạng JSON, mỗi dòng một bản ghi; lời cho người đọc sang luồng lỗi.",
        "Print the service's own records as JSON, one a line; words for people go to the error stream.");

    public static readonly BilingualText LangOption = new("Ngôn ngữ: vi hoặc en.", "Language: vi or en.");
    public static readonly BilingualText ContextOption = new("Máy chủ đã đăng nhập dưới tên này.", "The server signed in to under this name.");
    public static readonly BilingualText HelpOption = new("Trợ giúp cho lệnh này.", "Help for this command.");
    public static readonly BilingualText VersionOption = new("Phiên bản.", "Version.");
    public static readonly BilingualText OfficerOption = new(
        "Tài khoản cán bộ thực hiện; nếu không ghi, lấy từ HUES_OFFICER hoặc từ lần đăng nhập. Tài khoản gõ ở đây còn lại trong lịch sử của cửa sổ lệnh.",
        "Account of the officer who acts; otherwise from HUES_OFFICER or from the login. An account typed here stays in the shell's history.");

    public static readonly BilingualText PurposeOption = new(
        "Mã thủ tục hành chính; nếu không ghi, lấy từ HUES_PURPOSE hoặc từ lần đăng nhập.",
        "Code of the procedure; otherwise from HUES_PURPOSE or from the login.");

    public static readonly BilingualText YesOption = new("Làm thật mà không hỏi lại.", "Do it without asking again.");
    public static readonly BilingualText DryRunOption = new(
        "Chỉ xem trước, không thay đổi gì. Đây là cách chạy mặc định khi không có người xác nhận và không có --yes.",
        "Only show what would be done. The default where nobody can confirm and --yes is not given.");

    public static readonly BilingualText IdArgument = new("Mã định danh, dạng UUID.", "Identifier, a UUID.");
    public static readonly BilingualText VersionExpected = new("Chỉ làm nếu vẫn ở phiên bản này.", "Only if it still stands at this version.");

    public static readonly BilingualText HelpUsage = new("Cách dùng:", "Usage:");
    public static readonly BilingualText HelpCommands = new("Lệnh:", "Commands:");
    public static readonly BilingualText HelpArguments = new("Đối số:", "Arguments:");
    public static readonly BilingualText HelpOptions = new("Tùy chọn:", "Options:");
    public static readonly BilingualText HelpExamples = new("Ví dụ:", "Examples:");
    public static readonly BilingualText HelpExits = new("Mã thoát:", "Exit codes:");
    public static readonly BilingualText Exit0 = new("đã xong, không có gì cần xem", "done, nothing needs anybody");
    public static readonly BilingualText Exit1 = new("đã xong, có điều cần người xem", "done, and found something a person should look at");
    public static readonly BilingualText Exit2 = new("lệnh hoặc tệp chưa đúng", "the command or the file is not understood");
    public static readonly BilingualText Exit3 = new("dịch vụ từ chối", "the service said no");
    public static readonly BilingualText Exit4 = new("không liên lạc được", "the service could not be reached");
    public static readonly BilingualText Exit5 = new("mới xong một phần, hoặc đang tiếp tục trên máy chủ", "partly done, or going on at the server");

    public static readonly BilingualText Plain = new("{0}", "{0}");
    public static readonly BilingualText NextStep = new("Bước tiếp theo: {0}", "Next step: {0}");
    public static readonly BilingualText FieldWrong = new("  {0}: cần {1}", "  {0}: expected {1}");
    public static readonly BilingualText TryAgainIn = new("  Thử lại sau {0} giây.", "  Try again in {0} seconds.");
    public static readonly BilingualText SeeHelp = new("Xem: {0} --help", "See: {0} --help");
    public static readonly BilingualText OptionUnknown = new("Không có tùy chọn {0}.", "There is no option {0}.");
    public static readonly BilingualText WordUnknown = new("Có một từ trong lệnh không hiểu được.", "A word of the command is not understood.");
    public static readonly BilingualText OptionMissing = new("Thiếu {0}: {1}", "{0} is missing: {1}");
    public static readonly BilingualText OptionWrong = new("Giá trị của {0} không dùng được. Chấp nhận: {1}", "The value of {0} cannot be used. Accepted: {1}");
    public static readonly BilingualText ArgumentWrong = new("<{0}> thiếu hoặc không dùng được: {1}", "<{0}> is missing or cannot be used: {1}");
    public static readonly BilingualText OfficerMissing = new(
        "Cần biết cán bộ nào thực hiện: ghi --officer, đặt HUES_OFFICER, hoặc đăng nhập với --officer.",
        "Who acts is not known: give --officer, set HUES_OFFICER, or sign in with --officer.");

    public static readonly BilingualText PurposeMissing = new(
        "Cần mã thủ tục: ghi --purpose, đặt HUES_PURPOSE, hoặc đăng nhập với --purpose.",
        "The procedure is not known: give --purpose, set HUES_PURPOSE, or sign in with --purpose.");

    public static readonly BilingualText NobodyToAsk = new(
        "Cần hỏi \"{0}\" nhưng không có người ở bàn phím.", "\"{0}\" has to be asked, and nobody is at the keyboard.");

    public static readonly BilingualText DryRun = new(
        "Chưa làm gì. Nếu làm thật: {0} Thêm --yes để làm.", "Nothing was done. What would be done: {0} Add --yes to do it.");

    public static readonly BilingualText TypeCount = new("Gõ {0} để xác nhận", "Type {0} to confirm");
    public static readonly BilingualText NotConfirmed = new("Không xác nhận; không thay đổi gì.", "Not confirmed; nothing was changed.");
    public static readonly BilingualText TokenExpired = new(
        "Lần đăng nhập đã hết hạn. Bước tiếp theo: hues login.", "The login has expired. Next step: hues login.");

    public static readonly BilingualText TokenRefused = new(
        "Nơi cấp mã truy cập từ chối ({0}). Bước tiếp theo: kiểm tra mã ứng dụng và khóa bí mật, rồi hues login.",
        "The token issuer refused ({0}). Next step: check the client id and secret, then hues login.");

    public static readonly BilingualText IssuerSilent = new(
        "Nơi cấp mã truy cập không trả lời được ({0}). Bước tiếp theo: hues doctor.",
        "The token issuer gave no usable answer ({0}). Next step: hues doctor.");

    public static readonly BilingualText ServiceSilent = new(
        "Dịch vụ không trả lời được ({0}). Việc này không nói lên điều gì về công dân. Bước tiếp theo: hues doctor.",
        "The service gave no usable answer ({0}). This says nothing about any citizen. Next step: hues doctor.");

    public static readonly BilingualText GivenUp = new("Đã dừng theo yêu cầu.", "Stopped as asked.");
    public static readonly BilingualText FileTrouble = new("Không đọc hoặc ghi được tệp: {0}", "A file could not be read or written: {0}");
}
