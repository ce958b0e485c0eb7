using HueS.Integration.Identity;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Doctor;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Verification;

public sealed class FieldDoctorTests
{
    // An invented person, whose number says a woman of 1990 from Huế.
    private const string Number = "046190000123";
    private const string Name = "Nguyễn Thị Ví Dụ";
    private const string Born = "1990-05-12";
    private const string Qr = $"{Number}|191000123|{Name}|12051990|Nữ|Tổ 3, Phường Phú Xuân, Huế|10052021";

    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly RawClaim Clean = new(Number, Name: Name, BirthDate: Born, Sex: Sex.Female);

    [Fact]
    public void A_clean_claim_has_no_finding()
    {
        Examine(Clean).ShouldBeEmpty();
        Examine(Clean with { Name = Name.ToUpperInvariant() }).ShouldBeEmpty();
        Examine(Clean with { Address = "12 Lê Lợi, Phường Thuận Hóa, Thành phố Huế" }).ShouldBeEmpty();
        Examine(new RawClaim(CardQr: Qr)).ShouldBeEmpty();
        Examine(new RawClaim(CardQr: Qr, Name: Name, BirthDate: Born)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("046 190 000 123", nameof(WarningCode.NumberSeparated), Number)]
    [InlineData("046.190.000.123", nameof(WarningCode.NumberSeparated), Number)]
    [InlineData("046-190-000-123", nameof(WarningCode.NumberSeparated), Number)]
    [InlineData("046190000123\u200B", nameof(WarningCode.NumberSeparated), Number)]
    [InlineData("046190000123046190000123", nameof(WarningCode.NumberDoubled), Number)]
    [InlineData("046190000123 046190000123", nameof(WarningCode.NumberDoubled), Number)]
    [InlineData("46190000123", nameof(WarningCode.LeadingZeroLost), Number)]
    [InlineData("O46l9O000123", nameof(WarningCode.LettersInNumber), Number)]
    public void A_number_typed_badly_is_read_as_it_was_meant(string typed, string code, string meant)
    {
        var finding = Examine(Clean with { Number = typed }).ShouldHaveSingleItem();

        (finding.Code.ToString(), finding.Field).ShouldBe((code, ClaimField.Number));
        finding.Suggestion!.For(Clean with { Number = typed }).ShouldBe(Clean with { Number = meant });
    }

    [Theory]
    [InlineData("04619000012")]
    [InlineData("4619000012")]
    [InlineData("99190000123")]
    [InlineData("46180000123")]
    [InlineData("O46l9O00012A")]
    [InlineData("0461900001234")]
    [InlineData("")]
    [InlineData("\ud800")]
    public void What_nobody_can_have_meant_is_left_alone(string typed) =>
        Examine(Clean with { Number = typed }).ShouldBeEmpty();

    [Fact]
    public void Dots_and_spaces_are_accepted_and_only_remarked_upon_and_dashes_are_not()
    {
        Examine(Clean with { Number = "046.190.000.123" }).Single().Weight.ShouldBe(Weight.Remark);
        Examine(Clean with { Number = "046-190-000-123" }).Single().Weight.ShouldBe(Weight.Fault);
    }

    [Fact]
    public void An_old_number_in_the_new_box_goes_to_its_own_box()
    {
        var typed = Clean with { Number = "191 000 123" };

        var finding = Examine(typed).ShouldHaveSingleItem();

        (finding.Code, finding.Weight, finding.Certainty).ShouldBe((WarningCode.OldNumberInNewBox, Weight.Fault, Certainty.Certain));
        finding.Suggestion!.For(typed).ShouldBe(Clean with { Number = null, OldCardNumber = "191000123" });
    }

    [Fact]
    public void A_new_number_in_the_old_box_goes_to_its_own_box()
    {
        var typed = Clean with { Number = null, OldCardNumber = Number };

        var finding = Examine(typed).ShouldHaveSingleItem();

        (finding.Code, finding.Field).ShouldBe((WarningCode.NewNumberInOldBox, ClaimField.OldCardNumber));
        finding.Suggestion!.For(typed).ShouldBe(Clean);
    }

    [Theory]
    [InlineData(Qr + Qr)]
    [InlineData(Qr + "\r\n" + Qr + "\r\n")]
    [InlineData($"{Number}|{Number}|{Name}|12051990|Nữ||{Number}|{Number}|{Name}|12051990|Nữ|")]
    public void A_card_scanned_twice_is_read_once(string typed)
    {
        var claim = new RawClaim(CardQr: typed);

        var finding = Examine(claim).ShouldHaveSingleItem();

        (finding.Code, finding.Certainty).ShouldBe((WarningCode.QrDoubled, Certainty.Certain));
        var once = finding.Suggestion!.For(claim);
        Examine(once).ShouldBeEmpty();
        CardQr.TryParse(once.CardQr, out var card, out _).ShouldBeTrue();
        card.Name.Text.ShouldBe(Name);
    }

    [Theory]
    [InlineData(Qr)]
    [InlineData(Qr + Qr)]
    public void A_card_scanned_into_the_number_or_name_goes_to_its_own_box(string scanned)
    {
        var inNumber = new RawClaim(scanned);
        var inName = new RawClaim(Name: scanned);

        var number = Examine(inNumber).ShouldHaveSingleItem();
        var name = Examine(inName).ShouldHaveSingleItem();

        (number.Code, name.Code).ShouldBe((WarningCode.QrInNumberBox, WarningCode.QrInNameBox));
        number.Suggestion!.For(inNumber).ShouldBe(new RawClaim(CardQr: Qr));
        name.Suggestion!.For(inName).ShouldBe(new RawClaim(CardQr: Qr));
    }

    [Fact]
    public void A_number_in_the_box_of_the_card_goes_to_its_own_box()
    {
        var claim = Clean with { Number = null, CardQr = Number };

        var finding = Examine(claim).ShouldHaveSingleItem();

        finding.Code.ShouldBe(WarningCode.NumberInQrBox);
        finding.Suggestion!.For(claim).ShouldBe(Clean);
    }

    [Fact]
    public void Name_and_number_in_each_others_place_are_put_right_together()
    {
        var claim = Clean with { Number = Name, Name = Number };

        var finding = Examine(claim).ShouldHaveSingleItem();

        finding.Code.ShouldBe(WarningCode.NumberInNameBox);
        finding.Suggestion!.For(claim).ShouldBe(Clean);
    }

    [Fact]
    public void A_name_in_the_address_box_is_found_there()
    {
        var claim = Clean with { Name = null, Address = Name };

        var finding = Examine(claim).ShouldHaveSingleItem();

        (finding.Code, finding.Field, finding.Certainty).ShouldBe((WarningCode.NameInAddressBox, ClaimField.Name, Certainty.Likely));
        finding.Suggestion!.For(claim).ShouldBe(Clean);
    }

    [Theory]
    [InlineData("Tổ 3, Phường Phú Xuân, Huế", null)]
    [InlineData("Phường Thuận Hóa", null)]
    [InlineData("12 đường Lê Lợi", Name)]
    public void An_address_in_the_name_box_goes_to_its_own_box(string typed, string? inAddress)
    {
        var claim = Clean with { Name = typed, Address = inAddress };

        var finding = Examine(claim).ShouldHaveSingleItem();

        finding.Code.ShouldBe(WarningCode.AddressInNameBox);
        finding.Suggestion!.For(claim).ShouldBe(Clean with { Name = inAddress, Address = typed });
    }

    [Theory]
    [InlineData("Nguyễn Văn Kiệt")]
    [InlineData("Đường Văn Quận")]
    [InlineData("Lê Thị Tổ")]
    public void Names_that_are_also_words_of_addresses_are_names(string name) =>
        Examine(Clean with { Name = name }).ShouldBeEmpty();

    [Theory]
    [InlineData("\u00D0ỗ Thị Ví Dụ", nameof(WarningCode.WrongLetter), "Đỗ Thị Ví Dụ", nameof(Weight.Remark))]
    [InlineData("Trần Thị \u00F0ào", nameof(WarningCode.WrongLetter), "Trần Thị đào", nameof(Weight.Remark))]
    [InlineData("Nguyeãn Vaên An", nameof(WarningCode.LegacyEncoding), "Nguyễn Văn An", nameof(Weight.Doubt))]
    [InlineData("NguyÔn V¨n An", nameof(WarningCode.LegacyEncoding), "Nguyễn Văn An", nameof(Weight.Fault))]
    [InlineData("Lê Văn Ã\u0081nh", nameof(WarningCode.NameMojibake), null, nameof(Weight.Fault))]
    [InlineData("Tráº§n Thá»‹ Ã\u0081nh", nameof(WarningCode.NameMojibake), "Trần Thị Ánh", nameof(Weight.Fault))]
    [InlineData("Nguyễn Thị An Nguyễn Thị An", nameof(WarningCode.NameDoubled), "Nguyễn Thị An", nameof(Weight.Doubt))]
    [InlineData("Thương Nguyễn", nameof(WarningCode.FamilyNameNotFirst), "Nguyễn Thương", nameof(Weight.Doubt))]
    [InlineData("Thương Trần Thị Hoài", nameof(WarningCode.FamilyNameNotFirst), "Trần Thị Hoài Thương", nameof(Weight.Doubt))]
    public void A_name_typed_badly_is_read_as_it_was_meant(string typed, string code, string? meant, string weight)
    {
        var finding = Examine(Clean with { Name = typed }).ShouldHaveSingleItem();

        (finding.Code.ToString(), finding.Field, finding.Weight.ToString()).ShouldBe((code, ClaimField.Name, weight));
        finding.Suggestion?.Set.Name.ShouldBe(meant);
        (finding.Suggestion is null).ShouldBe(meant is null);
    }

    [Theory]
    [InlineData("Lê Nguyễn")]
    [InlineData("Công Tằng Tôn Nữ Ví Dụ")]
    [InlineData("Bửu Trần")]
    [InlineData("A Lăng Nguyễn")]
    [InlineData("Bhơriu Trần")]
    [InlineData("LE NGUYEN")]
    public void A_name_that_may_be_right_as_it_stands_is_left_alone(string name) =>
        Examine(Clean with { Name = name }).ShouldBeEmpty();

    [Theory]
    [InlineData("1990-25-12", nameof(WarningCode.DayMonthSwapped), "1990-12-25", nameof(Certainty.Certain))]
    [InlineData("05/25/1990", nameof(WarningCode.DayMonthSwapped), "1990-05-25", nameof(Certainty.Certain))]
    [InlineData("25/12/1990", nameof(WarningCode.BirthDateOtherForm), "1990-12-25", nameof(Certainty.Certain))]
    [InlineData("12/05/1990", nameof(WarningCode.BirthDateOtherForm), "1990-05-12", nameof(Certainty.Likely))]
    [InlineData("05/05/1990", nameof(WarningCode.BirthDateOtherForm), "1990-05-05", nameof(Certainty.Certain))]
    [InlineData("12.5.1990", nameof(WarningCode.BirthDateOtherForm), "1990-05-12", nameof(Certainty.Likely))]
    [InlineData("12051990", nameof(WarningCode.BirthDateOtherForm), "1990-05-12", nameof(Certainty.Likely))]
    [InlineData("19900512", nameof(WarningCode.BirthDateOtherForm), "1990-05-12", nameof(Certainty.Certain))]
    [InlineData("1990/5/12", nameof(WarningCode.BirthDateOtherForm), "1990-05-12", nameof(Certainty.Certain))]
    [InlineData("12/5/90", nameof(WarningCode.BirthDateOtherForm), "1990-05-12", nameof(Certainty.Likely))]
    [InlineData("5/1990", nameof(WarningCode.BirthDateOtherForm), "1990-05", nameof(Certainty.Certain))]
    [InlineData("00/00/1990", nameof(WarningCode.BirthDateOtherForm), "1990", nameof(Certainty.Certain))]
    [InlineData("Ngày 12 tháng 5 năm 1990", nameof(WarningCode.BirthDateOtherForm), "1990-05-12", nameof(Certainty.Likely))]
    [InlineData("khoảng năm 1990", nameof(WarningCode.BirthDateOtherForm), "1990", nameof(Certainty.Likely))]
    public void A_birth_date_typed_otherwise_is_read_as_it_was_meant(string typed, string code, string meant, string certainty)
    {
        var finding = Examine(Clean with { BirthDate = typed }).ShouldHaveSingleItem();

        (finding.Code.ToString(), finding.Weight, finding.Certainty.ToString()).ShouldBe((code, Weight.Fault, certainty));
        finding.Suggestion!.Set.ShouldBe(new RawClaim(BirthDate: meant));
    }

    [Theory]
    [InlineData("1990-02-30")]
    [InlineData("31/02/1990")]
    [InlineData("12/5/91")]
    [InlineData("2399-01-01", nameof(WarningCode.BirthYearDisagreesWithNumber))]
    [InlineData("01/02/2399")]
    [InlineData("1990-05-12-3")]
    [InlineData("hôm qua")]
    [InlineData("")]
    public void What_is_no_day_of_the_calendar_gets_no_suggestion(string typed, params string[] warnings) =>
        Examine(Clean with { BirthDate = typed }).Select(finding => finding.Code.ToString()).ShouldBe(warnings);

    [Fact]
    public void The_first_of_January_may_stand_for_the_year_alone()
    {
        var finding = Examine(Clean with { BirthDate = "1990-01-01" }).ShouldHaveSingleItem();

        (finding.Code, finding.Certainty, finding.Suggestion!.Set.BirthDate).ShouldBe((WarningCode.FirstOfJanuary, Certainty.Likely, "1990"));
        Examine(new RawClaim(CardQr: Qr.Replace("12051990", "01011990", StringComparison.Ordinal))).Single().Suggestion.ShouldBeNull();
    }

    [Fact]
    public void What_the_number_says_against_the_claim_is_doubted_without_a_suggestion()
    {
        var findings = Examine(Clean with { Sex = Sex.Male, BirthDate = "1991-05-12" });

        findings.Select(finding => finding.Code).ShouldBe([WarningCode.SexDisagreesWithNumber, WarningCode.BirthYearDisagreesWithNumber], ignoreOrder: true);
        findings.ShouldAllBe(finding => finding.Weight == Weight.Doubt && finding.Suggestion == null);
    }

    [Theory]
    [InlineData("Trần Văn Khác", Born, nameof(WarningCode.NameDisagreesWithCard))]
    [InlineData(Name, "1990-12-05", nameof(WarningCode.DayMonthSwapped))]
    [InlineData(Name, "1990-06-13", nameof(WarningCode.BirthDateDisagreesWithCard))]
    public void What_was_typed_beside_a_card_is_held_against_it(string name, string birthDate, string code)
    {
        var claim = new RawClaim(CardQr: Qr, Name: name, BirthDate: birthDate);

        var finding = Examine(claim).ShouldHaveSingleItem();

        (finding.Code.ToString(), finding.Weight).ShouldBe((code, Weight.Doubt));
        Examine(finding.Suggestion!.For(claim)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0461|9000|Nguyễn|1990")]
    [InlineData("046190000123|abc")]
    public void A_card_cut_off_is_recognised_but_not_sure(string scanned)
    {
        var finding = FieldDoctor.Examine(new RawClaim(scanned), Today);

        finding.ShouldAllBe(one => one.Code == WarningCode.QrInNumberBox && one.Certainty == Certainty.Likely);
        finding.Count.ShouldBe(scanned.Count(c => c == '|') > 1 ? 1 : 0);
    }

    private static IReadOnlyList<Finding> Examine(RawClaim claim) => FieldDoctor.Examine(claim, Today);
}
