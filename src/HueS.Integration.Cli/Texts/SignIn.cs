using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>Signing in, servers, and what the doctor finds.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Login = new(
        "Đăng nhập một máy chủ. Khóa bí mật lấy từ tệp, từ HUES_CLIENT_ID và HUES_CLIENT_SECRET, hoặc được hỏi; không bao giờ ghi trong lệnh.",
        "Sign in to a server. The secret comes from a file, from HUES_CLIENT_ID and HUES_CLIENT_SECRET, or is asked for; it is never part of the command.");

    public static readonly BilingualText ServerOption = new("Địa chỉ dịch vụ, ví dụ https://hues.example.vn.", "Address of the service, such as https://hues.example.vn.");
    public static readonly BilingualText TokenAddressOption = new("Địa chỉ cấp mã truy cập.", "Address of the token issuer.");
    public static readonly BilingualText CredentialsOption = new(
        "Tệp JSON {\"clientId\":…,\"clientSecret\":…}, chỉ chủ sở hữu đọc được (chmod 600). Nhờ tệp này mã truy cập được tự lấy lại.",
        "JSON file {\"clientId\":…,\"clientSecret\":…}, readable by its owner only (chmod 600). With it tokens are renewed by themselves.");

    public static readonly BilingualText LoginOfficer = new("Tài khoản cán bộ, được nhớ cho máy chủ này.", "Account of the officer, remembered for this server.");
    public static readonly BilingualText LoginPurpose = new("Mã thủ tục thường dùng, được nhớ cho máy chủ này.", "Usual procedure code, remembered for this server.");
    public static readonly BilingualText AskClientId = new("Mã ứng dụng (client id)", "Client id");
    public static readonly BilingualText AskClientSecret = new("Khóa bí mật (không hiện khi gõ)", "Client secret (not shown)");
    public static readonly BilingualText SignedIn = new(
        "Đã đăng nhập {0} với tên \"{1}\"; mã truy cập dùng được đến {2}.", "Signed in to {0} as \"{1}\"; the token is good until {2}.");

    public static readonly BilingualText NotRenewed = new(
        "Khóa bí mật không được lưu: khi mã hết hạn, hãy đăng nhập lại, hoặc dùng --credentials.",
        "The secret is not kept: sign in again when the token expires, or use --credentials.");

    public static readonly BilingualText ServerNeeded = new(
        "Máy chủ mới cần --server và --token-address.", "A new server needs --server and --token-address.");

    public static readonly BilingualText Contexts = new("Các máy chủ đã đăng nhập.", "The servers you signed in to.");
    public static readonly BilingualText ContextListing = new("Liệt kê máy chủ.", "List the servers.");
    public static readonly BilingualText ContextUse = new("Chọn máy chủ dùng từ nay.", "Choose the server to use from now on.");
    public static readonly BilingualText ContextShow = new("Xem máy chủ đang dùng.", "Show the server in use.");
    public static readonly BilingualText ContextForget = new("Quên một máy chủ và mã truy cập của nó.", "Forget a server and its token.");
    public static readonly BilingualText ContextName = new("Tên máy chủ.", "Name of the server.");
    public static readonly BilingualText ContextForgotten = new("Đã quên \"{0}\".", "\"{0}\" is forgotten.");
    public static readonly BilingualText ContextChosen = new("Từ nay dùng \"{0}\".", "\"{0}\" is used from now on.");
    public static readonly BilingualText ContextNameForm = new(
        "Tên máy chủ gồm chữ thường, chữ số, dấu chấm, gạch; tối đa 40 ký tự; \"environment\" đã được dùng riêng.",
        "A server's name is lower-case letters, digits, dots and dashes, at most 40; \"environment\" is taken.");

    public static readonly BilingualText ContextUnknown = new(
        "Chưa có máy chủ tên \"{0}\". Bước tiếp theo: hues context list, hoặc hues login --context {0}.",
        "There is no server named \"{0}\". Next step: hues context list, or hues login --context {0}.");

    public static readonly BilingualText NoContext = new(
        "Chưa đăng nhập máy chủ nào. Bước tiếp theo: hues login --server … --token-address …",
        "You have not signed in to any server. Next step: hues login --server … --token-address …");

    public static readonly BilingualText ContextsUnreadable = new(
        "Không đọc được {0}. Bước tiếp theo: xóa tệp này và đăng nhập lại.", "{0} cannot be read. Next step: delete it and sign in again.");

    public static readonly BilingualText AddressWrong = new("Không kết nối như vậy được: {0}", "That cannot be connected to: {0}");
    public static readonly BilingualText CredentialsMissing = new("Không thấy tệp {0}.", "There is no file {0}.");
    public static readonly BilingualText CredentialsOpen = new(
        "Người khác đọc được {0}. Bước tiếp theo: chmod 600 {0}", "Others can read {0}. Next step: chmod 600 {0}");

    public static readonly BilingualText CredentialsForm = new(
        "{0} phải là JSON: {{\"clientId\":\"…\",\"clientSecret\":\"…\"}}", "{0} must be JSON: {{\"clientId\":\"…\",\"clientSecret\":\"…\"}}");

    public static readonly BilingualText ColumnName = new("Tên", "Name");
    public static readonly BilingualText ColumnServer = new("Máy chủ", "Server");
    public static readonly BilingualText ColumnClient = new("Ứng dụng", "Client");
    public static readonly BilingualText ColumnUsed = new("Đang dùng", "In use");
    public static readonly BilingualText InUse = new("đang dùng", "in use");
}
