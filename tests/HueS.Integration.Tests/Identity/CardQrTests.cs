using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class CardQrTests
{
    private const string Full = "046190000123|191234567|Nguyễn Thị Mỹ Hòa|12051990|Nữ|12 Lê Lợi, Phường Thuận Hóa, Thành phố Huế|01022022";

    [Theory]
    [InlineData(Full)]
    [InlineData(Full + "\r\n")]
    [InlineData(Full + "|")]
    [InlineData("046190000123|191234567|Nguyễn Thị Mỹ Hòa|12/05/1990|Nữ|12 Lê Lợi, Phường Thuận Hóa, Thành phố Huế|01/02/2022")]
    [InlineData("046190000123;191234567;Nguyễn Thị Mỹ Hòa;12051990;Nữ;12 Lê Lợi, Phường Thuận Hóa, Thành phố Huế;01022022")]
    [InlineData("Nguyễn Thị Mỹ Hòa|046190000123|Nữ|12051990|01022022|12 Lê Lợi, Phường Thuận Hóa, Thành phố Huế|191234567")]
    public void All_seven_fields_are_read(string text)
    {
        var qr = Read(text, []);

        qr.Number.Digits.ShouldBe("046190000123");
        qr.OldCard!.Value.Digits.ShouldBe("191234567");
        qr.Name.Text.ShouldBe("Nguyễn Thị Mỹ Hòa");
        qr.BirthDate.ToIso().ShouldBe("1990-05-12");
        qr.Sex.ShouldBe(Sex.Female);
        qr.Address.ShouldBe("12 Lê Lợi, Phường Thuận Hóa, Thành phố Huế");
        qr.IssuedOn.ShouldBe(new(2022, 2, 1));
    }

    [Theory]
    [InlineData("046090000123||Lê Văn Nam|12051990|Nam|Huế|01022022")]
    [InlineData("046090000123|Lê Văn Nam|12051990|Nam|Huế|01022022")]
    [InlineData("046090000123|046090000123|Lê Văn Nam|12051990|Nam|Huế|01022022")]
    public void The_old_card_number_may_be_absent(string text)
    {
        var qr = Read(text, []);

        qr.OldCard.ShouldBeNull();
        qr.Name.Text.ShouldBe("Lê Văn Nam");
        qr.Sex.ShouldBe(Sex.Male);
        qr.Address.ShouldBe("Huế");
        qr.IssuedOn.ShouldBe(new(2022, 2, 1));
    }

    [Fact]
    public void Six_fields_without_the_day_of_issue_are_read() =>
        Read("046090000123|191234567|Lê Văn Nam|12051990|Nam|Huế", []).IssuedOn.ShouldBeNull();

    [Fact]
    public void A_birth_year_alone_is_read() =>
        Read("046050000123||Lê Văn Nam|1950|Nam|Huế|01022022", []).BirthDate.ToIso().ShouldBe("1950");

    [Fact]
    public void What_was_not_understood_is_named_and_the_rest_read()
    {
        var qr = Read("046090000123|12AB|Lê Văn Nam|12051990|Nam|Huế|2022-02-xx", ["old_card", "issued_on"]);

        qr.BirthDate.ToIso().ShouldBe("1990-05-12");
        qr.IssuedOn.ShouldBeNull();
    }

    [Theory]
    [InlineData("046090000123||Nguyá»…n Nam|12051990|Nam|Huế|01022022", "name")]
    [InlineData("04609000012||Lê Văn Nam|12051990|Nam|Huế|01022022", "number")]
    [InlineData("046090000123||Lê Văn Nam|31021990|Nam|Huế|", "birth_date")]
    [InlineData("046090000123||Lê Văn Nam|31021990|Nam|Huế|01022022", "birth_date")]
    [InlineData(Full + Full, "doubled")]
    [InlineData(Full + "\n" + Full, "doubled")]
    public void Without_number_name_and_birth_date_or_when_pasted_twice_it_is_no_card(string text, string named)
    {
        CardQr.TryParse(text, out _, out var notUnderstood).ShouldBeFalse();

        notUnderstood.ShouldBe([named]);
    }

    [Fact]
    public void A_second_number_is_not_understood() =>
        Read("046090000123|Lê Văn Nam|046190000124|12051990", ["field_3"]).Number.Digits.ShouldBe("046090000123");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789|")]
    public void Another_code_lacks_everything(string? text)
    {
        CardQr.TryParse(text, out _, out var notUnderstood).ShouldBeFalse();

        notUnderstood.ShouldBe(text?.Length > 0 ? ["field_1", "number", "name", "birth_date"] : ["number", "name", "birth_date"]);
    }

    [Fact]
    public void A_card_never_shows_what_it_says() => $"{Read(Full, [])}".ShouldBe("CardQr(***)");

    [Fact]
    public void No_text_whatever_throws() => Gen.OneOf(Gen.String[Gen.Char, 0, 120], Gen.String[Gen.Char, 0, 20].Array.Select(fields => string.Join('|', fields)))
        .Sample(text => CardQr.TryParse(text, out var qr, out var named).ShouldBe(qr is not null && named is not null));

    private static CardQr Read(string text, string[] notUnderstood)
    {
        CardQr.TryParse(text, out var qr, out var named).ShouldBeTrue();
        named.ShouldBe(notUnderstood);
        return qr!;
    }
}
