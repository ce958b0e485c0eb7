using System.Text;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class MojibakeTests
{
    [Theory]
    [InlineData("Nguyá»…n Văn An")]
    [InlineData("Tráº§n Thị Bình")]
    [InlineData("Äá»— Văn Cường")]
    [InlineData("HÃ²a Bình")]
    [InlineData("HÆ°ng")]
    [InlineData("Nguy\uFFFDn Văn An")]
    [InlineData("Nguy?n V?n An")]
    public void A_name_whose_letters_were_lost_is_refused(string text) => Some.Fault(text).ShouldBe(NameFault.Mojibake);

    [Theory]
    [InlineData("Nguyễn Văn An")]
    [InlineData("Trần Thị Thúy Hằng")]
    [InlineData("ĐẶNG HỮU ÁNH")]
    [InlineData("Hồ Sỹ Cư")]
    public void Utf_8_read_as_latin_1_is_recognised(string name) =>
        Some.Fault(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name))).ShouldBe(NameFault.Mojibake);

    [Theory]
    [InlineData("LÃ VĂN ÁNH")]
    [InlineData("ĐÀO Ý MỸ ÂU")]
    [InlineData("Mã Ká")]
    public void Marked_letters_side_by_side_are_no_mojibake(string name) => Mojibake.IsIn(name).ShouldBeFalse();
}
