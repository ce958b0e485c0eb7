using CsCheck;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Tests.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class NameLevelsTests
{
    [Theory]
    [InlineData("Nguyễn Văn Hòa", "NGUYỄN VĂN HÒA", NameLevel.Exact)]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn Văn Hoà", NameLevel.Spelling)]
    [InlineData("Đỗ Thị Quý", "\u00D0ỗ Thị Quí", NameLevel.Spelling)]
    [InlineData("Nguyễn Văn Hòa", "Nguyen Van Hoa", NameLevel.MarksLost)]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn Vân Hòa", NameLevel.MarksOther)]
    [InlineData("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", NameLevel.GivenMarksOther)]
    [InlineData("Nguyễn Văn Hòa", "Hòa Nguyễn Văn", NameLevel.Partial)]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn Hòa", NameLevel.Partial)]
    [InlineData("A Lăng Nhiêu", "Alăng Nhiêu", NameLevel.Partial)]
    [InlineData("Nguyễn Văn Thắng", "Nguyễn Văn Thấng", NameLevel.GivenMarksOther)]
    [InlineData("Nguyễn Văn Thắng", "Nguyễn Văn Thăg", NameLevel.Typo)]
    [InlineData("Nguyễn Văn Thắng", "Nguyễn Văn Bình", NameLevel.GivenOther)]
    [InlineData("Nguyễn Văn Thắng", "Nguyễn Đức Thắng", NameLevel.WordOther)]
    [InlineData("Nguyễn Văn Thắng", "Nguyễn Thị Kim Thắng", NameLevel.FamilyAndGiven)]
    [InlineData("Trần Thị Vy", "Trần Thị Vi", NameLevel.GivenOther)]
    [InlineData("Nguyễn Văn Thắng", "Lê Thị Bưởi", NameLevel.Different)]
    [InlineData("Nguyễn Văn Thắng", "không có", NameLevel.NotStated)]
    internal void Names_reach_their_level(string one, string other, NameLevel expected) =>
        Compare(one, other).ShouldBe(expected);

    /// <summary>There is one way of grading names in the house; the matcher only reads it faster.</summary>
    [Fact]
    public void A_level_is_always_that_of_the_name_comparison() =>
        Some.NamePair.Sample((one, other) => GradeOf(Compare(one.Text, other.Text)).ShouldBe(one.CompareTo(other)));

    private static NameLevel Compare(string one, string other)
    {
        var words = new WordTable();
        var reader = new RowReader(words);
        return new NameLevels(words).Compare(Named(reader, one), Named(reader, other));
    }

    private static MatchRow Named(RowReader reader, string name) =>
        reader.Read(new ClaimFields(null, null, null, null, name, null, Sex.Unknown, null));

    private static NameGrade GradeOf(NameLevel level) => level switch
    {
        NameLevel.Exact => NameGrade.Exact,
        NameLevel.Spelling => NameGrade.Spelling,
        NameLevel.MarksLost or NameLevel.MarksOther or NameLevel.GivenMarksOther => NameGrade.Unmarked,
        NameLevel.Partial => NameGrade.Partial,
        _ => NameGrade.Different,
    };
}
