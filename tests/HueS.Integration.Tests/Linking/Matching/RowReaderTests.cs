using HueS.Integration.Identity;
using HueS.Integration.Linking.Matching;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class RowReaderTests
{
    private readonly RowReader _reader = new(new WordTable());

    [Fact]
    public void A_claim_in_bytes_reads_as_the_claim_itself()
    {
        var claim = MatchWorld.Someone with { OldCard = "191234567", Insurance = "GD4464012345678", BirthDate = "1990-05" };

        var row = _reader.Read(ClaimBytes.Write(claim));

        row.ShouldBe(_reader.Read(claim));
        (row.Number, row.OldCard, row.Insurance).ShouldBe((46_190_000_018UL, 191_234_568U, 4_012_345_679UL));
        (row.BirthYear, row.BirthMonth, row.BirthDay, row.Precision).ShouldBe((1990, 5, 0, BirthDatePrecision.Month));
    }

    [Theory]
    [InlineData("000000000000")]
    [InlineData("không có")]
    [InlineData("0461900000")]
    [InlineData("")]
    public void A_placeholder_is_no_number(string number) =>
        _reader.Read(MatchWorld.Someone with { Number = number }).Number.ShouldBe(0UL);

    [Theory]
    [InlineData("01/01/1900")]
    [InlineData("1900-01-01")]
    [InlineData("31/02/1990")]
    [InlineData("không rõ")]
    public void A_placeholder_is_no_birth_date(string date) =>
        _reader.Read(MatchWorld.Someone with { BirthDate = date }).Birth.ShouldBe(0U);

    [Theory]
    [InlineData("không có")]
    [InlineData("Không rõ")]
    [InlineData("N/A")]
    [InlineData("một hai ba bốn năm sáu bảy tám chín")]
    public void What_is_no_name_is_left_out(string name) =>
        _reader.Read(MatchWorld.Someone with { Name = name }).WordCount.ShouldBe((byte)0);

    [Theory]
    [InlineData("+84 120 000 001")]
    [InlineData("0120.000.001")]
    [InlineData("84120000001")]
    public void A_phone_is_one_however_it_is_written(string phone) =>
        _reader.Read(MatchWorld.Someone with { Phone = phone }).Phone
            .ShouldBe(_reader.Read(MatchWorld.Someone with { Phone = "0120000001" }).Phone);

    [Theory]
    [InlineData("0000000000")]
    [InlineData("113")]
    [InlineData("0")]
    public void A_phone_that_reaches_nobody_is_none(string phone) =>
        _reader.Read(MatchWorld.Someone with { Phone = phone }).Phone.ShouldBe(0UL);

    [Fact]
    public void A_decomposed_name_and_one_with_the_wrong_letter_are_the_name()
    {
        var clean = _reader.Read(MatchWorld.Someone with { Name = "Đặng Thị Hòa" });

        _reader.Read(MatchWorld.Someone with { Name = " \u00D0ặng  Thi\u0323 HÒA " }).ShouldBe(clean);
    }

    [Fact]
    public void Bytes_that_are_no_claim_say_nothing() =>
        _reader.Read("no claim at all"u8).ShouldBe(default);

    [Fact]
    public void Nothing_of_a_person_shows_where_a_row_is_printed()
    {
        var row = _reader.Read(MatchWorld.Someone);

        $"{row} {MatchWorld.Someone} {_reader.Words[row.Words[0]]}".ShouldBe("MatchRow(*) ClaimFields(*) NameWord(*)");
    }
}
