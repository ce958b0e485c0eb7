using HueS.Integration.Upstreams.Records;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

public sealed class HolderReadings
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Theory]
    [InlineData("không có", true)]
    [InlineData("KHONG CO", true)]
    [InlineData("  - ", true)]
    [InlineData("0000", true)]
    [InlineData("0123456789", true)]
    [InlineData("999999999", true)]
    [InlineData("n/a", true)]
    [InlineData("Ẩn danh", true)]
    [InlineData("Na", false)]
    [InlineData("Trọng", false)]
    [InlineData("046190000017", false)]
    [InlineData("Nguyễn Thị Không", false)]
    public void A_placeholder_is_told_from_a_value(string text, bool isPlaceholder) => Placeholder.Is(text).ShouldBe(isPlaceholder);

    [Theory]
    [InlineData("CÔNG TY CỔ PHẦN Sông Hương", true)]
    [InlineData("UBND phường Thuận Hóa", true)]
    [InlineData("Hộ kinh doanh Trần Văn Ví", true)]
    [InlineData("Công Tằng Tôn Nữ Ví Dụ", false)]
    [InlineData("Trương Công Ty", false)]
    [InlineData("Nguyễn Trung Tâm", false)]
    [InlineData("Ngân Hằng", false)]
    [InlineData("NGAN HANG Song Huong", true)]
    public void A_business_is_told_from_a_person(string name, bool isBusiness) => BusinessName.Is(name).ShouldBe(isBusiness);

    [Theory]
    [InlineData("Ñoã Thò Lan", "DO THI LAN")]
    [InlineData("§ç ThÞ Lan", "DO THI LAN")]
    [InlineData("Ä\u0090á»— Thá»‹ Lan", "DO THI LAN")]
    [InlineData("Đỗ Thị Lan", "Đỗ Thị Lan")]
    [InlineData("Bhơriu Thị Pơloong", "Bhơriu Thị Pơloong")]
    public void A_name_in_an_old_encoding_is_read_without_its_marks(string written, string read)
    {
        var holder = HolderReading.Read(new StatedHolder { Name = written, Phone = "0905123456" }, Today);

        holder.Claim.Name!.Text.ShouldBe(read);
        holder.Doubts.ShouldBe(written == read ? [] : [new HolderDoubt(HolderField.Name, HolderWarning.OldEncoding)]);
    }

    [Theory]
    [InlineData("+84 905.123.456", "0905123456")]
    [InlineData("84905123456", "0905123456")]
    [InlineData("905123456", "0905123456")]
    [InlineData("(0234) 3822 222", "02343822222")]
    [InlineData("0905 123 456 (mẹ)", null)]
    [InlineData("113", null)]
    public void A_phone_number_is_read_in_its_common_forms(string written, string? read) =>
        HolderReading.Read(new StatedHolder { Phone = written }, Today).Claim.Phone.ShouldBe(read);

    [Theory]
    [InlineData("19789", "19789")]
    [InlineData("Phường Thuận Hóa", "19789")]
    [InlineData("phuong phu xuan", "19753")]
    [InlineData("Thuận Lộc", "19753")]
    [InlineData("thuan hoa", null)]
    [InlineData("Quận 1", null)]
    public void A_ward_is_known_by_its_code_or_one_name(string written, string? code) =>
        HolderReading.Read(new StatedHolder { Ward = written, Phone = "0905123456" }, Today).Claim.Ward.ShouldBe(code);

    [Theory]
    [InlineData("01/01/1900", null)]
    [InlineData("1899-12-30", null)]
    [InlineData("1900", null)]
    [InlineData("2027", null)]
    [InlineData("31/02/1990", null)]
    [InlineData("12/05/1990", "1990-05-12")]
    [InlineData("05/1990", "1990-05")]
    public void A_birth_date_nobody_has_is_left_out(string written, string? read) =>
        HolderReading.Read(new StatedHolder { BirthDate = written }, Today).Claim.BirthDate?.ToIso().ShouldBe(read);
}
