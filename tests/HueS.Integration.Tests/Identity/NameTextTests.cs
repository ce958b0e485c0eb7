using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("  Lê   Văn\u00A0Đạt ", "Lê Văn Đạt")]
    [InlineData("Lê\u3000Văn Đạt", "Lê Văn Đạt")]
    [InlineData("\uFEFFLê V\u00ADăn\u200B Đạt", "Lê Văn Đạt")]
    [InlineData("Lê Văn \u00D0ạt", "Lê Văn Đạt")]
    [InlineData("Lê Văn \u0189ạt", "Lê Văn Đạt")]
    [InlineData("lê văn \u00F0ạt", "lê văn đạt")]
    [InlineData("H’Hen Niê", "H'Hen Niê")]
    [InlineData("Tôn–Nữ Hà", "Tôn-Nữ Hà")]
    [InlineData("LÃ\u00A0Văn Hà", "LÃ Văn Hà")]
    public void Dirt_of_copying_and_typing_is_repaired(string dirty, string repaired) =>
        Some.Name(dirty).Text.ShouldBe(repaired);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0 ")]
    [InlineData("\u00AD")]
    public void Nothing_is_no_name(string? text) => Some.Fault(text).ShouldBe(NameFault.Empty);

    [Theory]
    [InlineData("Lê Văn\u0000Đạt")]
    [InlineData("Lê Văn\tĐạt")]
    [InlineData("Lê Văn Đạt\n")]
    [InlineData("Lê Văn \u001B[31mĐạt")]
    public void Control_characters_are_refused_in_a_claim(string text) =>
        Some.Fault(text).ShouldBe(NameFault.ControlCharacter);

    [Theory]
    [InlineData("Lê Văn\u0000 Đạt")]
    [InlineData("Lê\tVăn Đạt\r\n")]
    public void Control_characters_are_removed_from_an_answer(string text)
    {
        PersonName.TryParseWire(text, out var name, out _).ShouldBeTrue();

        name!.Text.ShouldBe("Lê Văn Đạt");
    }

    [Fact]
    public void A_hundred_characters_are_a_name_and_one_more_is_not()
    {
        Some.Name("Lê " + new string('a', 97)).Text.Length.ShouldBe(100);
        Some.Name("Lê      " + string.Concat(Enumerable.Repeat("e\u0302\u0301", 97))).Text.Length.ShouldBe(100);
        Some.Fault("Lê " + new string('a', 98)).ShouldBe(NameFault.TooLong);
    }

    [Theory]
    [InlineData("Lê Văn 2")]
    [InlineData("Lê Văn Đạt.")]
    [InlineData("Lê, Văn")]
    [InlineData("<b>Lê</b>")]
    [InlineData("Лê Văn")]
    [InlineData("黎文達")]
    [InlineData("Ｌê Văn")]
    [InlineData("Lê 😀")]
    [InlineData("-")]
    [InlineData("'")]
    [InlineData("\u0301Lê")]
    public void What_is_not_made_of_letters_is_no_name(string text) => Some.Fault(text).ShouldBe(NameFault.NotLetters);

    [Fact]
    public void Half_a_character_is_no_name() => Some.Fault("Lê " + '\uD83D').ShouldBe(NameFault.NotLetters);
}
