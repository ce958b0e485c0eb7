using System.Text;
using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Nguyễn Văn An")]
    [InlineData("Công Tằng Tôn Nữ Ý Nhi")]
    [InlineData("Tôn-Thất Bình")]
    [InlineData("A Lăng Bhuôch")]
    [InlineData("Bhơriu Pố")]
    [InlineData("Pơloong Thị Riêh")]
    [InlineData("H'Hen Niê")]
    [InlineData("Rơ Ông K\u01A1\u0306")]
    [InlineData("Trần A")]
    [InlineData("Ý")]
    public void A_valid_name_is_kept_as_given(string text) => Some.Name(text).Text.ShouldBe(text);

    [Theory]
    [InlineData("Nguyễn Văn An", "NGUYEN VAN AN", "NGUYENVANAN")]
    [InlineData("đặng thị Ðào", "DANG THI DAO", "DANGTHIDAO")]
    [InlineData("Tôn-Nữ H'Hen", "TON NU HHEN", "TONNUHHEN")]
    [InlineData("Bhơriu Pơloong", "BHORIU POLOONG", "BHORIUPOLOONG")]
    public void Marks_are_taken_off_for_the_register(string text, string unmarked, string upstream)
    {
        var name = Some.Name(text);

        name.Unmarked.ShouldBe(unmarked);
        name.Upstream.ShouldBe(upstream);
    }

    [Theory]
    [InlineData("Trần Văn Quý", "TRAN VAN QUI")]
    [InlineData("Trần Văn Quí", "TRAN VAN QUY")]
    [InlineData("Lý Thị Mỹ", "LY THI MI", "LI THI MY", "LI THI MI")]
    [InlineData("Lý Mỹ Quý", "LY MY QUI", "LY MI QUY", "LY MI QUI")]
    [InlineData("Trần Vy")]
    [InlineData("Nguyễn Văn An")]
    public void A_name_is_respelled_where_y_and_i_are_one(string text, params string[] respelled) =>
        Some.Name(text).Respelled().Select(name => name.Unmarked).ShouldBe(respelled);

    [Fact]
    public void A_composed_and_a_decomposed_name_are_one() => Some.NameText.Sample(text =>
    {
        var composed = Some.Name(text.Normalize(NormalizationForm.FormC));
        var decomposed = Some.Name(text.Normalize(NormalizationForm.FormD));

        decomposed.ShouldBe(composed);
        decomposed.GetHashCode().ShouldBe(composed.GetHashCode());
        decomposed.Suggestion.ShouldBeNull();
    });

    [Fact]
    public void The_unmarked_form_is_its_own_unmarked_form() => Some.NameText.Sample(text =>
    {
        var once = Some.Name(text).Unmarked;

        Some.Name(once).Unmarked.ShouldBe(once);
        once.ShouldBe(Some.Unmarked(text).ToUpperInvariant());
    });

    [Fact]
    public void A_parsed_name_parses_to_itself() => Some.NameText.Sample(text =>
        Some.Name(Some.Name(text).Text).ShouldBe(Some.Name(text)));

    [Fact]
    public void A_name_never_shows_itself_in_text() => Some.NameText.Sample(text =>
    {
        var name = Some.Name(text);

        $"{name}".ShouldBe("PersonName(***)");
        $"{NameKeys.Of(text)}".ShouldBe("NameKeys(***)");
    });

    [Fact]
    public void No_text_whatever_makes_reading_a_name_fail_otherwise_than_by_its_fault() => Gen.String[Gen.Char, 0, 120].Sample(text =>
    {
        PersonName.TryParse(text, out var name, out var fault).ShouldBe(fault == NameFault.None);
        (name is null).ShouldBe(fault != NameFault.None);
        PersonName.TryParseWire(text, out name, out fault).ShouldBe(fault == NameFault.None);
    });
}
