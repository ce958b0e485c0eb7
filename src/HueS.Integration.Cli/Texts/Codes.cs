using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>
/// Words for codes that officials read all day. A code the service has and this version does not know is said as it is, so that
/// a newer service can be worked with.
/// </summary>
internal static class Codes
{
    public static readonly IReadOnlyDictionary<string, BilingualText> Kinds = new Dictionary<string, BilingualText>
    {
        ["verification"] = new("Kiểm tra danh tính", "Identity check"),
        ["profile"] = new("Tài khoản", "Account"),
        ["link"] = new("Liên kết hồ sơ", "Record link"),
        ["citizen"] = new("Hai hồ sơ công dân có thể là một người", "Two citizens who may be one"),
        ["unlinking"] = new("Bỏ nhiều liên kết cùng lúc", "Several links to be taken away"),
    };

    public static readonly IReadOnlyDictionary<string, BilingualText> States = new Dictionary<string, BilingualText>
    {
        ["open"] = new("đang mở", "open"),
        ["proposed"] = new("chờ người thứ hai", "waits for a second person"),
        ["decided"] = new("đã quyết định", "decided"),
        ["withdrawn"] = new("không còn cần", "no longer needed"),
    };

    public static readonly IReadOnlyDictionary<string, BilingualText> Fields = new Dictionary<string, BilingualText>
    {
        ["number"] = new("Số định danh", "Personal number"),
        ["old_card_number"] = new("Số CMND cũ", "Old card number"),
        ["name"] = new("Họ và tên", "Name"),
        ["birth_date"] = new("Ngày sinh", "Birth date"),
        ["sex"] = new("Giới tính", "Sex"),
        ["phone"] = new("Điện thoại", "Phone"),
    };

    public static readonly IReadOnlyDictionary<string, BilingualText> Comparisons = new Dictionary<string, BilingualText>
    {
        ["exact"] = new("giống hệt", "exactly the same"),
        ["spelling"] = new("chỉ khác cách viết dấu, i/y", "spelling only"),
        ["unmarked"] = new("chỉ giống khi bỏ dấu", "the same without marks"),
        ["partial"] = new("thiếu chữ hoặc đảo chữ", "words missing or in another order"),
        ["different"] = new("khác nhau", "different"),
        ["equal"] = new("giống nhau", "equal"),
        ["day_month_swapped"] = new("đảo ngày và tháng", "day and month swapped"),
        ["first_of_january"] = new("một bên ghi 01/01", "one side says 1 January"),
        ["same"] = new("giống nhau", "the same"),
        ["other"] = new("khác nhau", "another"),
        ["not_stated"] = new("một bên không ghi", "not stated on one side"),
    };

    public static string In(this IReadOnlyDictionary<string, BilingualText> words, string code, Language language) =>
        words.TryGetValue(code, out var word) ? word.In(language) : code;

    public static string In(this IReadOnlyDictionary<string, BilingualText> words, Enum value, Language language) =>
        words.In(HuesJson.Code(value), language);
}
