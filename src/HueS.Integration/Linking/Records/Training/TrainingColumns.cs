using HueS.Integration.Identity;
using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Linking.Records.Training;

/// <summary>
/// Names of the columns in lists of attendances, in Vietnamese or English. Those of a person are the ones lists of people to
/// check have.
/// </summary>
internal static class TrainingColumns
{
    private static readonly Dictionary<string, TrainingField> Own = Names();

    public static TrainingField? Find(string name) =>
        Own.TryGetValue(Folded.Of(name), out var own) ? own : ColumnNames.Find(name) switch
        {
            BatchField.Number => TrainingField.Number,
            BatchField.OldCardNumber => TrainingField.OldCardNumber,
            BatchField.Name => TrainingField.Name,
            BatchField.BirthDate => TrainingField.BirthDate,
            BatchField.Sex => TrainingField.Sex,
            BatchField.Reference => TrainingField.Reference,
            BatchField.CardQr or null => null,
            var field => throw new InvalidOperationException($"Unknown field {field}."),
        };

    private static Dictionary<string, TrainingField> Names()
    {
        var names = new Dictionary<string, TrainingField>(StringComparer.Ordinal);
        Add(
            TrainingField.Reference,
            "Mã học viên", "Số học viên", "Mã số học viên", "Số chứng nhận", "Số giấy chứng nhận", "Mã chứng nhận",
            "student id", "learner id", "certificate number", "certificate");
        Add(TrainingField.ClassCode, "Mã lớp", "Mã lớp học", "Lớp", "Mã khóa", "Mã khóa học", "class", "class code", "course", "course code");
        Add(
            TrainingField.Host,
            "Tổ công nghệ số cộng đồng", "Tổ CNSCĐ", "Tổ CNS cộng đồng", "Tổ công nghệ số", "Tổ", "Đơn vị tổ chức",
            "host", "community digital technology group", "group");
        Add(TrainingField.HeldOn, "Ngày học", "Ngày tham gia", "Ngày tổ chức", "Ngày mở lớp", "Thời gian học", "date", "held on", "class date", "attended on");
        Add(TrainingField.Name, "Họ tên học viên", "Họ và tên học viên", "Tên học viên", "Học viên", "Người tham gia", "student", "participant", "attendee");
        Add(TrainingField.Ward, "Phường", "Xã", "Phường/Xã", "Xã/Phường", "Phường, xã", "Nơi ở", "Địa bàn", "ward", "commune", "ward code", "Mã phường", "Mã xã");
        Add(TrainingField.Phone, "Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "ĐT", "Di động", "Số di động", "phone", "phone number", "mobile", "telephone");
        return names;

        void Add(TrainingField field, params string[] spellings)
        {
            foreach (var spelling in spellings)
                names[Folded.Of(spelling)] = field;
        }
    }
}
