using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class LegacyReadingTests
{
    [Theory]
    [InlineData("Ñoã", "Đỗ")]
    [InlineData("Nguyeãn Vaên An", "Nguyễn Văn An")]
    [InlineData("NGUYEÃN THÒ HÖÔNG", "NGUYỄN THỊ HƯƠNG")]
    [InlineData("Traàn Ñöùc Thònh", "Trần Đức Thịnh")]
    [InlineData("Hoà Sæ Phöôïng", "Hồ Sỉ Phượng")]
    [InlineData("Leâ Ngoïc Bích", "Lê Ngọc Bích")]
    public void A_name_written_in_VNI_is_kept_and_its_reading_offered(string text, string reading)
    {
        var name = Some.Name(text);

        name.Text.ShouldBe(text);
        name.Suggestion!.Encoding.ShouldBe(LegacyEncoding.Vni);
        name.Suggestion.Name.Text.ShouldBe(reading);
    }

    [Theory]
    [InlineData("NguyÔn An", "Nguyễn An")]
    [InlineData("TrÇn Hïng", "Trần Hùng")]
    [InlineData("H\u00ADng", "Hưng")]
    public void A_name_written_in_TCVN3_letters_is_kept_and_its_reading_offered(string text, string reading)
    {
        var suggestion = Some.Name(text).Suggestion!;

        suggestion.Encoding.ShouldBe(LegacyEncoding.Tcvn3);
        suggestion.Name.Text.ShouldBe(reading);
    }

    [Theory]
    [InlineData("NguyÔn V¨n An", "Nguyễn Văn An")]
    [InlineData("§ç ThÞ Ph\u00AD¬ng", "Đỗ Thị Phương")]
    [InlineData("Lª Quý §«n", "Lê Quý Đôn")]
    public void A_name_written_in_TCVN3_signs_is_refused_as_such_and_can_be_read(string text, string reading)
    {
        Some.Fault(text).ShouldBe(NameFault.LegacyEncoding);

        LegacyReading.Of(text)!.Name.Text.ShouldBe(reading);
    }

    [Theory]
    [InlineData("Bhơriu Pố")]
    [InlineData("A Lăng Riêh")]
    [InlineData("Êban Niê")]
    [InlineData("José Müller")]
    [InlineData("Th\u00ADanh Hà")]
    public void Names_outside_the_Kinh_syllables_and_clean_ones_get_no_suggestion(string text) =>
        Some.Name(text).Suggestion.ShouldBeNull();

    [Fact]
    public void A_plain_name_gets_no_suggestion() => Some.NameText.Sample(text =>
        Some.Name(text).Suggestion.ShouldBeNull());

    [Fact]
    public void A_reading_never_shows_the_name() => $"{Some.Name("Ñoã").Suggestion}".ShouldBe("LegacyReading(Vni)");

    [Theory]
    [InlineData("Nguyễn Huỳnh Khuê Quỳnh Quý Quốc Giang Gì Giêng Oanh Uyên Yến Nghiêm Thuở Khuya Ngoèo Rượu Hoạt Xoăn Khuỷu Tuệ Thuấn Quyết Ý Ơ")]
    [InlineData("Đặng Trương Phượng Thuyên Luyến Duẩn Được Diễm Điệp Miền Xoan Chiêm Huế Thoại Toại Khiêu Cừu Bảy Thảo Nhã Ngà Vĩnh Ưng")]
    public void Kinh_syllables_are_plausible(string syllables) =>
        syllables.Split(' ').ShouldAllBe(syllable => Syllable.IsPlausible(syllable));

    [Theory]
    [InlineData("Ksor Bhơriu Zơrâm Vaên Nguyeãn Ñoã Hng Thưanh Q Laiu Hòá Fan")]
    public void Other_words_are_not(string words) =>
        words.Split(' ').ShouldAllBe(word => !Syllable.IsPlausible(word));
}
