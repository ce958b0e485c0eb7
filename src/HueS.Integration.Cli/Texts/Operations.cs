using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>Links, the register, profiles, records and messages.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Links = new("Liên kết giữa hồ sơ và công dân.", "Links between records and citizens.");
    public static readonly BilingualText LinksShow = new("Xem một liên kết và căn cứ của nó.", "Show a link and what it stands on.");
    public static readonly BilingualText LinksExplain = new("Vì sao như vậy: mọi thay đổi, và vì sao người khác không có hồ sơ này.", "Why it stands so: every change, and why others do not have the record.");
    public static readonly BilingualText LinksDecide = new("Quyết định về một liên kết; mọi quyết định đều lấy lại được.", "Decide about a link; everything can be undone.");
    public static readonly BilingualText LinksUndo = new("Lấy lại thay đổi gần nhất.", "Take the last change back.");
    public static readonly BilingualText LinkArgument = new("Mã của liên kết, dạng UUID.", "The link's id, a UUID.");
    public static readonly BilingualText LinkActionOption = new("Làm gì.", "What to do.");
    public static readonly BilingualText ReasonOption = new("Căn cứ.", "What it stands on.");
    public static readonly BilingualText LinkCaseOption = new("Mã hồ sơ của việc này, nếu có.", "The case it belongs to, where there is one.");
    public static readonly BilingualText LinkStands = new("  Quy tắc {0} ({1}); quyết định bởi: {2}, {3}; phiên bản {4}", "  Rule {0} ({1}); decided by {2}, {3}; version {4}");
    public static readonly BilingualText LinkReasons = new("  Điều còn ngờ: {0}", "  Doubts: {0}");
    public static readonly BilingualText LinkToday = new(
        "  Theo quy tắc, nay sẽ không liên kết nữa: {0}, {1} ({2})", "  By the rules it would not be linked any more: {0}, {1} ({2})");

    public static readonly BilingualText LinkHistory = new("Các thay đổi:", "Changes:");
    public static readonly BilingualText LinkCandidates = new("Có thể là của ai, gần nhất trước:", "Whose it may be, best first:");
    public static readonly BilingualText LinkOther = new("Liên kết khác của hồ sơ này: {0} {1} {2}", "Another link of this record: {0} {1} {2}");
    public static readonly BilingualText ThisCitizen = new("người này", "this one");
    public static readonly BilingualText OtherCitizen = new("người khác", "another");
    public static readonly BilingualText ColumnVersion = new("Phiên bản", "Version");
    public static readonly BilingualText ColumnWhen = new("Lúc", "When");
    public static readonly BilingualText ColumnAction = new("Việc", "Action");
    public static readonly BilingualText ColumnState = new("Trạng thái", "State");
    public static readonly BilingualText ColumnBy = new("Bởi", "By");
    public static readonly BilingualText ColumnReason = new("Lý do", "Reason");
    public static readonly BilingualText ColumnThis = new("Ai", "Who");
    public static readonly BilingualText ColumnChance = new("Khả năng", "Chance");
    public static readonly BilingualText ColumnEvidence = new("Căn cứ", "Evidence");

    public static readonly BilingualText Register = new("Các đường đến cơ sở dữ liệu dân cư.", "The routes to the population register.");
    public static readonly BilingualText RegisterShow = new("Các đường, hạn mức, hàng chờ.", "Routes, quota, queues.");
    public static readonly BilingualText RegisterQuarantine = new("Dừng một đường.", "Stop a route.");
    public static readonly BilingualText RegisterRelease = new("Mở lại một đường đã dừng. Nếu đường ấy từng trả nhầm người, hãy tìm hiểu trước.", "Open a stopped route. Where it returned another person's data, look into that first.");
    public static readonly BilingualText RegisterCap = new("Hạn chế một đường dưới mức cấu hình.", "Limit a route below its settings.");
    public static readonly BilingualText RouteArgument = new("Tên đường, ví dụ ndxp.", "Name of the route, such as ndxp.");
    public static readonly BilingualText QuarantineReason = new("Lý do, dạng mã như maintenance.", "Why, as a code such as maintenance.");
    public static readonly BilingualText PerSecondOption = new("Số lượt mỗi giây.", "Attempts a second.");
    public static readonly BilingualText PerDayOption = new("Số lượt mỗi ngày.", "Attempts a day.");
    public static readonly BilingualText UntilOption = new("Hết hiệu lực lúc, ví dụ 2026-12-01T08:00+07:00.", "Ends by itself at, such as 2026-12-01T08:00+07:00.");
    public static readonly BilingualText NoCapOption = new("Bỏ hạn chế.", "Take the limit away.");
    public static readonly BilingualText CapNeeds = new("Ghi --per-second, --per-day, hoặc chỉ --none để bỏ hạn chế.", "Give --per-second, --per-day, or --none alone to take the limit away.");
    public static readonly BilingualText Capped = new("Đường {0}: {1} lượt/giây, {2} lượt/ngày (phiên bản {3}).", "Route {0}: {1} a second, {2} a day (version {3}).");
    public static readonly BilingualText RouteStopped = new("Đường {0} đã dừng trên mọi nút.", "Route {0} is stopped on all nodes.");
    public static readonly BilingualText RouteReleased = new("Đường {0} đã mở lại.", "Route {0} is open again.");
    public static readonly BilingualText StateStopped = new("bị dừng {0}", "stopped {0}");
    public static readonly BilingualText PendingChecks = new("Đang chờ dữ liệu dân cư: {0} yêu cầu, lâu nhất từ {1}.", "Waiting for the register: {0} checks, the oldest since {1}.");
    public static readonly BilingualText ColumnRoute = new("Đường", "Route");
    public static readonly BilingualText ColumnPerSecond = new("Lượt/giây (nay / cấu hình)", "A second (now / settings)");
    public static readonly BilingualText ColumnUsedToday = new("Đã dùng hôm nay", "Used today");
    public static readonly BilingualText ColumnLeftToday = new("Còn hôm nay", "Left today");
    public static readonly BilingualText ColumnFee = new("Phí hôm nay (đồng)", "Fee today (dong)");
    public static readonly BilingualText ColumnLane = new("Hàng", "Lane");
    public static readonly BilingualText ColumnWaiting = new("Đang chờ", "Waiting");
    public static readonly BilingualText ColumnSince = new("Lâu nhất từ", "Oldest since");
    public static readonly BilingualText ColumnEmptyAt = new("Dự kiến hết", "Empty at");

    public static readonly BilingualText Profiles = new("Tài khoản gắn với công dân đã xác minh.", "Accounts bound to verified citizens.");
    public static readonly BilingualText ProfilesShow = new("Xem một tài khoản.", "Show an account.");
    public static readonly BilingualText ProfilesBind = new("Gắn tài khoản với người của một lần kiểm tra.", "Bind an account to the person of a check.");
    public static readonly BilingualText ProfilesLinks = new("Hồ sơ đã liên kết với công dân.", "The citizen's links.");
    public static readonly BilingualText ProfilesLink = new("Liên kết một hồ sơ, hoặc để người quyết định và nói vì sao.", "Link a record, or leave it to a person and say why.");
    public static readonly BilingualText ProfilesHold = new("Không cho máy tự liên kết gì cho công dân này.", "Keep machines from linking anything for the citizen.");
    public static readonly BilingualText ProfilesUnhold = new("Cho máy tự liên kết trở lại.", "Let machines link for the citizen again.");
    public static readonly BilingualText AccountArgument = new("Mã tài khoản, không nói lên điều gì về người dùng.", "Account id; it says nothing about the person.");
    public static readonly BilingualText CheckOption = new("Lần kiểm tra làm căn cứ.", "The check it stands on.");
    public static readonly BilingualText HoldKind = new("Vì sao.", "Why.");
    public static readonly BilingualText UnholdKind = new("Thôi giữ vì lý do nào; mặc định là theo yêu cầu của công dân.", "Which hold ends; by default what the citizen asked for.");
    public static readonly BilingualText Held = new("Từ nay máy không tự liên kết gì cho tài khoản này.", "From now on machines link nothing for this account.");
    public static readonly BilingualText Unheld = new("Máy lại được tự liên kết cho tài khoản này, trừ khi còn lý do giữ khác.", "Machines may link for this account again, unless the other hold stands.");
    public static readonly BilingualText ProfileLine = new("Tài khoản {0}: công dân {1}, gắn lúc {2}, phiên bản {3}.", "Account {0}: citizen {1}, bound {2}, version {3}.");
    public static readonly BilingualText SystemOption = new("Hệ thống hồ sơ, ví dụ dossiers.", "Record system, such as dossiers.");
    public static readonly BilingualText RecordOption = new("Mã hồ sơ trong hệ thống ấy.", "The record's id in that system.");

    public static readonly BilingualText Records = new("Hồ sơ do các hệ thống khác báo.", "Records told by other systems.");
    public static readonly BilingualText RecordsShow = new("Hồ sơ đang ở trạng thái nào; không bao giờ là thông tin người có hồ sơ.", "How a record stands; never what it says of its holder.");
    public static readonly BilingualText RecordsTell = new("Báo nhiều hồ sơ từ tệp NDJSON, mỗi dòng một hồ sơ.", "Tell many records from an NDJSON file, one a line.");
    public static readonly BilingualText RecordsGone = new("Báo rằng hệ thống không còn hồ sơ này.", "Say that its system knows a record no more.");
    public static readonly BilingualText SystemArgument = new("Hệ thống hồ sơ, ví dụ payments.", "Record system, such as payments.");
    public static readonly BilingualText RecordArgument = new("Mã hồ sơ; không phải số định danh.", "The record's id; never a personal number.");
    public static readonly BilingualText RecordsFile = new("Tệp NDJSON.", "NDJSON file.");
    public static readonly BilingualText TellMany = new("báo {0} hồ sơ.", "records to tell: {0}.");
    public static readonly BilingualText ToldSum = new(
        "{0} dòng: mới {1}, thay đổi {2}, như cũ {3}, từ chối {4}, chưa giữ được {5}.", "{0} lines: {1} new, {2} changed, {3} unchanged, {4} refused, {5} not kept.");

    public static readonly BilingualText ToldStopped = new("Dừng trước khi hết tệp ({0}); các dòng sau chưa được báo.", "Stopped before the end ({0}); the lines behind were not told.");
    public static readonly BilingualText RecordLineForm = new("Dòng {0} không phải một hồ sơ dạng JSON. Không báo gì.", "Line {0} is no record in JSON. Nothing was told.");
    public static readonly BilingualText RecordLine = new("{0} {1}: {2}, {3}, báo lúc {4}, không còn từ {5}, phiên bản {6}", "{0} {1}: {2}, {3}, told {4}, gone since {5}, version {6}");
    public static readonly BilingualText Relink = new("Liên kết lại mọi hồ sơ của một hệ thống.", "Link all records of a system again.");
    public static readonly BilingualText RelinkStart = new("Bắt đầu liên kết lại; điều người đã quyết định vẫn giữ.", "Start linking again; what people decided stays.");
    public static readonly BilingualText RelinkShow = new("Đã đến đâu và, khi xong, hồ sơ đang thế nào.", "How far it has come and, at its end, how the records stand.");
    public static readonly BilingualText RelinkCancel = new("Không xếp thêm hồ sơ; những hồ sơ đã xếp hàng vẫn được liên kết lại.", "Put no further records in line; those in line are linked all the same.");
    public static readonly BilingualText RelinkSince = new("Chỉ hồ sơ thay đổi từ lúc này, ví dụ 2026-11-01T00:00+07:00.", "Only records changed since, such as 2026-11-01T00:00+07:00.");
    public static readonly BilingualText RelinkMany = new("liên kết lại các hồ sơ của hệ thống {0}.", "the records of {0} are linked again.");
    public static readonly BilingualText RelinkLine = new("{0}: {1}, đã xếp hàng {2} hồ sơ ({3})", "{0}: {1}, {2} records put in line ({3})");
    public static readonly BilingualText RelinkStandings = new(
        "  theo quy tắc {0}, theo người {1}, chờ người {2}, đang tranh chấp {3}, chưa biết của ai {4}",
        "  by rule {0}, by a person {1}, for a person {2}, disputed {3}, unmatched {4}");

    public static readonly BilingualText RecordGone = new("Đã báo.", "Told.");

    public static readonly BilingualText Messages = new("Tìm trong mọi câu mà dịch vụ có thể nói.", "Search every text the service can say.");
    public static readonly BilingualText MessagesWord = new("Mã hoặc từ cần tìm; không ghi thì liệt kê tất cả.", "Code or word to look for; all of them where left out.");
    public static readonly BilingualText MessagesNone = new("Không có câu nào như vậy.", "There is no such text.");

    public static readonly BilingualText Completion = new("In tập lệnh để gõ tắt bằng phím Tab.", "Print a script for completion with Tab.");
    public static readonly BilingualText CompletionShell = new("bash hoặc zsh.", "bash or zsh.");
}
