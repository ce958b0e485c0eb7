using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>What the doctor finds, and what to do about it.</summary>
internal static partial class Texts
{
    public static readonly BilingualText Doctor = new(
        "Tìm xem điều gì chưa ổn: kết nối, đồng hồ, máy chủ, cơ sở dữ liệu, mã truy cập, các đường đến dữ liệu dân cư.",
        "Find out what is wrong: connection, clock, server, database, token, routes to the register.");

    public static readonly BilingualText DoctorContext = new("Máy chủ {0}, ứng dụng {1}.", "Server {0}, client {1}.");
    public static readonly BilingualText DoctorConnected = new("Kết nối được với dịch vụ.", "The service answers.");
    public static readonly BilingualText DoctorSilent = new("Không kết nối được với dịch vụ ({0}).", "The service does not answer ({0}).");
    public static readonly BilingualText DoctorSilentStep = new(
        "Kiểm tra địa chỉ {0}, mạng và chứng chỉ; nếu vẫn vậy, báo người vận hành máy chủ.",
        "Check the address {0}, the network and the certificate; then tell whoever operates the server.");

    public static readonly BilingualText DoctorClock = new("Đồng hồ lệch {0} giây so với máy chủ.", "The clock is {0} seconds off the server's.");
    public static readonly BilingualText DoctorClockStep = new(
        "Bật đồng bộ giờ trên máy này: mã truy cập bị coi là hết hạn khi đồng hồ lệch quá 30 giây.",
        "Switch on time synchronisation on this machine: a token counts as expired where clocks differ by more than 30 seconds.");

    public static readonly BilingualText DoctorPart = new("Máy chủ: {0} tốt.", "Server: {0} is well.");
    public static readonly BilingualText DoctorPartBad = new("Máy chủ: {0} chưa ổn.", "Server: {0} is not well.");
    public static readonly BilingualText DoctorDatabaseStep = new(
        "Người vận hành: kiểm tra PostgreSQL, rồi chạy lệnh migrate của máy chủ; nút này chưa nhận yêu cầu.",
        "Operator: check PostgreSQL, then run the server's migrate; this node takes no requests yet.");

    public static readonly BilingualText DoctorKeysStep = new(
        "Người vận hành: tệp khóa phải nằm ở Protection:KeyRingFile và chỉ dịch vụ đọc được.",
        "Operator: the key ring must stand at Protection:KeyRingFile, readable by the service only.");

    public static readonly BilingualText DoctorServingStep = new(
        "Nút này đang dừng hoặc đang khởi động; chờ một phút rồi thử lại.", "This node is stopping or starting; try again in a minute.");

    public static readonly BilingualText DoctorToken = new("Mã truy cập dùng được đến {0}.", "The token is good until {0}.");
    public static readonly BilingualText DoctorTokenBad = new("Không lấy được mã truy cập ({0}).", "No token could be got ({0}).");
    public static readonly BilingualText DoctorTokenStep = new(
        "Kiểm tra mã ứng dụng và khóa bí mật, rồi: hues login.", "Check the client id and secret, then: hues login.");

    public static readonly BilingualText DoctorIssuerStep = new(
        "Kiểm tra địa chỉ cấp mã truy cập {0} và mạng.", "Check the issuer's address {0} and the network.");

    public static readonly BilingualText DoctorNotAllowed = new(
        "Ứng dụng này không có quyền xem các đường đến dữ liệu dân cư (quyền register).",
        "This client may not see the routes to the register (scope register).");

    public static readonly BilingualText DoctorRegisterBad = new("Không xem được các đường đến dữ liệu dân cư ({0}).", "The routes to the register could not be read ({0}).");
    public static readonly BilingualText DoctorRegisterStep = new(
        "Thử lại; nếu vẫn vậy, báo người vận hành mã này: {0}.", "Try again; then tell the operator this code: {0}.");

    public static readonly BilingualText DoctorRoute = new("Đường {0}: thông, hôm nay còn {1} lượt.", "Route {0}: open, {1} attempts left today.");
    public static readonly BilingualText DoctorQuarantined = new("Đường {0}: bị dừng ({1}).", "Route {0}: stopped ({1}).");
    public static readonly BilingualText DoctorQuarantinedStep = new(
        "Xem lý do bằng hues register show; xử lý xong thì: hues register release {0}.",
        "See why with hues register show; once it is dealt with: hues register release {0}.");

    public static readonly BilingualText DoctorBreaker = new("Đường {0}: đang ngắt vì lỗi liên tiếp.", "Route {0}: interrupted after failures.");
    public static readonly BilingualText DoctorBreakerStep = new(
        "Tự nối lại khi dữ liệu dân cư trả lời; nếu kéo dài, báo bên vận hành đường này.",
        "It reconnects by itself when the register answers; if it lasts, tell whoever runs the route.");

    public static readonly BilingualText DoctorUsedUp = new("Đường {0}: hết lượt hôm nay.", "Route {0}: today's attempts are used up.");
    public static readonly BilingualText DoctorUsedUpStep = new(
        "Các yêu cầu chờ đến 0 giờ; nâng hạn mức bằng hues register cap hoặc trong cấu hình.",
        "Checks wait until midnight; raise the limit with hues register cap or in the settings.");

    public static readonly BilingualText DoctorWell = new("Mọi thứ đều ổn.", "All is well.");
    public static readonly BilingualText Unlimited = new("không giới hạn", "unlimited");
}
