using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class NameComparisonTests
{
    [Theory]
    [InlineData("Nguyễn Văn An", "NGUYỄN VĂN AN")]
    [InlineData("Nguyễn Văn An", " nguyễn  văn an ")]
    [InlineData("Đặng Thị Đào", "Ðặng Thị Ðào")]
    public void The_same_name_is_exact_whatever_its_case_and_white_space(string one, string other) =>
        Some.Grade(one, other).ShouldBe(NameGrade.Exact);

    [Theory]
    [InlineData("Lê Thị Hòa", "Lê Thị Hoà")]
    [InlineData("Lê Thị Thủy", "LÊ THỊ THUỶ")]
    [InlineData("Lê Thị Thúy", "Lê Thị Thuý")]
    [InlineData("Lê Văn Quý", "Lê Văn Qúy")]
    [InlineData("Lê Văn Quý", "Lê Văn Quí")]
    [InlineData("Lê Văn Qúi", "Lê Văn Quý")]
    [InlineData("Lê Thị Mỹ", "Lê Thị Mĩ")]
    [InlineData("Lê Văn Kỳ", "Lê Văn Kì")]
    [InlineData("Lê Văn Sỹ", "Lê Văn Sĩ")]
    [InlineData("Lý Văn Vỹ", "Lí Văn Vĩ")]
    [InlineData("Lê Ngọc Quy", "Lê Ngọc Qui")]
    [InlineData("Lê Thị Khoẻ", "Lê Thị Khỏe")]
    [InlineData("Tôn-Nữ Hà", "Tôn Nữ Hà")]
    [InlineData("H'Hen Niê", "HHen Niê")]
    public void Tone_placement_and_y_or_i_are_spellings_of_one_name(string one, string other) =>
        Some.Grade(one, other).ShouldBe(NameGrade.Spelling);

    [Theory]
    [InlineData("Lê Thị Vy", "Lê Thị Vi")]
    [InlineData("Lê Thị Ly", "Lê Thị Li")]
    [InlineData("Lê Thị My", "Lê Thị Mi")]
    [InlineData("Lê Thị Thy", "Lê Thị Thi")]
    [InlineData("Lê Thị Thúy", "Lê Thị Thúi")]
    [InlineData("LE THI VY", "Lê Thị Vi")]
    public void Y_and_i_without_a_tone_are_different_names(string one, string other) =>
        Some.Grade(one, other).ShouldBe(NameGrade.Different);

    [Theory]
    [InlineData("Nguyễn Thị Vân", "NGUYEN THI VAN")]
    [InlineData("Nguyễn Thị Vân", "Nguyễn Thị Văn")]
    [InlineData("Trần Hà", "Trần Hạ")]
    [InlineData("Trần Hùng", "Trần Hưng")]
    [InlineData("Trần Phương", "Trần Phượng")]
    [InlineData("Trần Thanh", "Trần Thành")]
    [InlineData("Đỗ Thành", "Do Thanh")]
    [InlineData("Lê Thị Mỹ", "Lê Thị My")]
    [InlineData("Lê Thị Mĩ", "LE THI MY")]
    [InlineData("Lê Thị Mỹ", "LE THI MI")]
    [InlineData("Lê Văn Quí", "LE VAN QUY")]
    [InlineData("Lê Văn Mỹ", "Lê Văn Mị")]
    public void Names_equal_only_without_marks_are_graded_so(string one, string other) =>
        Some.Grade(one, other).ShouldBe(NameGrade.Unmarked);

    [Theory]
    [InlineData("Nguyễn Văn An", "An Nguyễn Văn")]
    [InlineData("Nguyễn Văn An", "Văn An Nguyễn")]
    [InlineData("Nguyễn Văn An", "Nguyễn An")]
    [InlineData("Nguyễn Thị Mỹ Lan", "Nguyen My Lan")]
    [InlineData("Nguyễn Thị Mĩ Lan", "Lan Nguyễn Mỹ")]
    [InlineData("A Lăng Nhơn", "Alăng Nhơn")]
    [InlineData("Nguyễn Văn An", "NGUYENVANAN")]
    public void Words_swapped_missing_or_joined_are_partial(string one, string other) =>
        Some.Grade(one, other).ShouldBe(NameGrade.Partial);

    [Theory]
    [InlineData("Nguyễn Văn An", "Nguyễn Thị An")]
    [InlineData("Nguyễn Văn An", "Nguyễn Văn Anh")]
    [InlineData("Nguyễn Văn An", "Nguyễn")]
    [InlineData("Nguyễn Văn An", "An")]
    [InlineData("Bửu Lân", "Vĩnh Lân")]
    [InlineData("Lê Lê", "Lê An Bình")]
    public void Another_word_makes_another_name(string one, string other) =>
        Some.Grade(one, other).ShouldBe(NameGrade.Different);

    [Fact]
    public void The_grade_does_not_depend_on_the_side() => Some.NamePair.Sample(pair =>
        pair.Item1.CompareTo(pair.Item2).ShouldBe(pair.Item2.CompareTo(pair.Item1)), iter: 2_000);

    [Fact]
    public void A_name_is_exactly_itself_in_any_case() => Some.NameText.Sample(text =>
    {
        Some.Grade(text, text).ShouldBe(NameGrade.Exact);
        Some.Grade(text, text.ToLowerInvariant()).ShouldBe(NameGrade.Exact);
    });

    [Fact]
    public void Each_grade_implies_what_the_next_one_asks_for() => Some.NamePair.Sample(pair =>
    {
        var (one, other) = pair;
        var grade = one.CompareTo(other);
        var sameSpelling = NameKeys.Of(one.Text).Spelling == NameKeys.Of(other.Text).Spelling;

        sameSpelling.ShouldBe(grade <= NameGrade.Spelling);
        if (one.Unmarked == other.Unmarked)
            (grade <= NameGrade.Unmarked).ShouldBeTrue();
        if (grade == NameGrade.Exact)
            other.Upstream.ShouldBe(one.Upstream);
    }, iter: 2_000);

    [Fact]
    public void Losing_the_marks_is_never_worse_than_unmarked() => Some.NameText.Sample(text =>
        (Some.Grade(text, Some.Unmarked(text)) <= NameGrade.Unmarked).ShouldBeTrue());

    [Fact]
    public void A_comparison_allocates_nothing()
    {
        (PersonName, PersonName)[] pairs =
        [
            (Some.Name("Nguyễn Thị Mỹ Hòa"), Some.Name("NGUYỄN THỊ MỸ HÒA")),
            (Some.Name("Nguyễn Thị Mỹ Hòa"), Some.Name("Nguyễn Thị Mĩ Hoà")),
            (Some.Name("Nguyễn Thị Mỹ Hòa"), Some.Name("NGUYEN THI MI HOA")),
            (Some.Name("Nguyễn Thị Mỹ Hòa"), Some.Name("Hòa Nguyễn Mĩ")),
            (Some.Name("Nguyễn Thị Mỹ Hòa"), Some.Name("Trần Văn Đức")),
        ];
        pairs.Select(pair => pair.Item1.CompareTo(pair.Item2)).ShouldBe(Enum.GetValues<NameGrade>());

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            foreach (var (one, other) in pairs)
                one.CompareTo(other);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
