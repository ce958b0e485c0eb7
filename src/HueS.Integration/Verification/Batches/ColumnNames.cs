using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Batches;

/// <summary>
/// Recognises the names people give columns, in Vietnamese or English, with or without marks, whatever the case, spaces
/// and signs between words. A name of two meanings, such as <c>Tên</c> for a given name, is left unrecognised.
/// </summary>
internal static class ColumnNames
{
    // Longer is no name of a column.
    private const int MaxLength = 60;

    private static readonly Dictionary<string, BatchField> Known = Names();

    public static BatchField? Find(string name) =>
        name.Length <= MaxLength && Known.TryGetValue(Folded.Of(name), out var field) ? field : null;

    private static Dictionary<string, BatchField> Names()
    {
        var names = new Dictionary<string, BatchField>(StringComparer.Ordinal);
        Add(
            BatchField.Number,
            "Số định danh", "Số định danh cá nhân", "Mã định danh", "Mã định danh cá nhân", "Mã số định danh", "Mã số định danh cá nhân",
            "Số ĐDCN", "ĐDCN", "CCCD", "Số CCCD", "Mã CCCD", "Số thẻ CCCD", "Căn cước", "Số căn cước", "Số thẻ căn cước", "Căn cước công dân", "Số căn cước công dân",
            "number", "personal number", "personal id", "id number", "national id", "citizen id", "identity number");
        Add(
            BatchField.OldCardNumber,
            "CMND", "Số CMND", "CMND cũ", "Số CMND cũ", "CMND 9 số", "Số CMND 9 số", "CMT", "Số CMT", "Chứng minh nhân dân", "Số chứng minh nhân dân", "Chứng minh thư", "Số chứng minh thư",
            "old card", "old card number", "old id number");
        Add(
            BatchField.CardQr,
            "Mã QR", "QR", "Mã QR CCCD", "QR CCCD", "Mã QR căn cước", "Nội dung QR", "Chuỗi QR",
            "card qr", "qr code", "qr text");
        Add(
            BatchField.Name,
            "Họ và tên", "Họ tên", "Họ, chữ đệm và tên", "Họ chữ đệm và tên khai sinh", "Họ và tên khai sinh", "Tên đầy đủ", "Tên công dân", "Họ tên công dân", "Họ và tên công dân",
            "name", "full name", "citizen name");
        Add(
            BatchField.BirthDate,
            "Ngày sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Năm sinh", "Sinh ngày",
            "birth date", "date of birth", "dob", "birthday", "birth year", "year of birth");
        Add(BatchField.Sex, "Giới tính", "Phái", "sex", "gender");
        Add(
            BatchField.Reference,
            "Mã tham chiếu", "Tham chiếu", "Mã hồ sơ", "Số hồ sơ", "Mã vụ việc",
            "reference", "ref", "case reference", "dossier number");
        return names;

        void Add(BatchField field, params string[] spellings)
        {
            foreach (var spelling in spellings)
                names[Folded.Of(spelling)] = field;
        }
    }
}
