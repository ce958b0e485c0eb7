using CsCheck;
using HueS.Integration.Identity;
using HueS.Integration.Mocks;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Doctor;
using Shouldly;
using Xunit;
using Claim = HueS.Integration.Mocks.Claim;

namespace HueS.Integration.Tests.Verification;

public sealed class FieldDoctorProperties
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly City City = City.Generate(people: 20_000, seed: 11);

    private static readonly string[] Typical =
    [
        "046190000123", "191000123", "046190000123|191000123|Nguyễn Thị Ví Dụ|12051990|Nữ|Huế|10052021", "1990-13-01", "12/05/1990",
        "Nguyễn Thị Ví Dụ", "Phường Phú Xuân", "NguyÔn V¨n An", "Tráº§n", "31121990", "00000000", "٠٤٦١٩٠٠٠٠١٢٣",
    ];

    /// <summary>Whatever fingers, scanners and scripts put into a box: halves of characters, digits, bars, words of ours.</summary>
    private static readonly Gen<string?> Anything = Gen.Frequency<string?>(
        (1, Gen.Const((string?)null)),
        (3, Gen.String.Select(text => (string?)text)),
        (3, Gen.Char["0123456789 .|-/OolI\u00D0\ud800ãñăáº»¿\u00ADNguyễ\n"].Array[0, 40].Select(letters => (string?)new string(letters))),
        (2, Gen.Int[0, Typical.Length - 1].Select(one => (string?)Typical[one])));

    private static readonly Gen<RawClaim> AnyClaim =
        Gen.Select(Anything, Anything, Anything, Anything, Anything, Anything, Gen.Enum<Sex>())
            .Select(text => new RawClaim(text.Item1, text.Item2, text.Item3, text.Item4, text.Item5, text.Item6, text.Item7));

    [Fact]
    public void Any_text_is_examined_and_the_same_text_finds_the_same() =>
        AnyClaim.Sample(claim => Codes(claim).SequenceEqual(Codes(claim)), iter: 20_000);

    [Fact]
    public void Nothing_changes_a_claim_and_a_suggestion_changes_something() =>
        AnyClaim.Sample(
            claim =>
            {
                var before = claim with { };
                var suggestions = FieldDoctor.Examine(claim, Today).Select(finding => finding.Suggestion).OfType<Suggestion>().ToList();
                return claim == before && suggestions.All(suggestion => suggestion.For(claim) != claim);
            },
            iter: 20_000);

    [Fact]
    public void A_suggestion_followed_is_not_made_again() =>
        AnyClaim.Sample(
            claim => FieldDoctor.Examine(claim, Today)
                .Where(finding => finding.Suggestion is not null && finding.Code != WarningCode.NameDoubled)
                .All(finding => FieldDoctor.Examine(finding.Suggestion!.For(claim), Today).All(again => again != finding)),
            iter: 20_000);

    [Fact]
    public void A_finding_shows_nothing_of_the_person() =>
        AnyClaim.Sample(claim =>
            claim.ToString() == "RawClaim(*)"
            && FieldDoctor.Examine(claim, Today).All(finding => finding.ToString() == $"Finding({finding.Code})"));

    [Fact]
    public void Nobody_of_the_city_is_suspected_of_a_slip()
    {
        foreach (var citizen in City.Citizens)
        {
            var claim = new RawClaim(
                citizen.Number,
                Name: citizen.FullName,
                BirthDate: citizen.BirthDate,
                Address: $"Tổ 3, {citizen.Ward}, Thành phố Huế",
                Sex: citizen.IsFemale ? Sex.Female : Sex.Male);

            var found = FieldDoctor.Examine(claim, Today).Where(finding => !IsBornOnTheFirst(citizen, finding));

            found.Select(finding => finding.Code).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Clean_claims_of_desks_and_cards_have_no_finding()
    {
        var claims = Claims.From(City, Personas.All, count: 3_000, seed: 12)
            .Where(claim => claim.Dirt is Dirt.None or Dirt.CardQr or Dirt.UpperCase or Dirt.Decomposed or Dirt.TonePlacement or Dirt.Respelled or Dirt.Spaces)
            .ToList();

        claims.Count.ShouldBeGreaterThan(1_000);
        foreach (var claim in claims)
        {
            FieldDoctor.Examine(Typed(claim), Today)
                .Where(finding => finding.Code != WarningCode.FirstOfJanuary)
                .Select(finding => finding.Code)
                .ShouldBeEmpty(claim.ToString());
        }
    }

    [Fact]
    public void Slips_that_leave_a_trace_in_the_claim_are_found()
    {
        var claims = Claims.From(City, Personas.All, count: 5_000, seed: 13).ToLookup(claim => claim.Dirt);

        Share(Dirt.WrongLetter, WarningCode.WrongLetter).ShouldBe(1);
        Share(Dirt.FirstOfJanuary, WarningCode.FirstOfJanuary).ShouldBe(1);
        Share(Dirt.OtherBirthYear, WarningCode.BirthYearDisagreesWithNumber).ShouldBe(1);
        Share(Dirt.OldCard, WarningCode.OldCardNumber).ShouldBe(1);
        // Only where the words themselves leave no doubt.
        Share(Dirt.WordsSwapped, WarningCode.FamilyNameNotFirst).ShouldBeInRange(0.05, 0.9);

        double Share(Dirt dirt, WarningCode code) => claims[dirt].Average(claim => Codes(Typed(claim)).Contains(code) ? 1.0 : 0.0);
    }

    private static IEnumerable<WarningCode> Codes(RawClaim claim) => FieldDoctor.Examine(claim, Today).Select(finding => finding.Code);

    private static bool IsBornOnTheFirst(Citizen citizen, Finding finding) =>
        finding.Code == WarningCode.FirstOfJanuary && citizen.BirthDate.EndsWith("-01-01", StringComparison.Ordinal);

    private static RawClaim Typed(Claim claim) => new(
        Stated(claim.Number),
        Stated(claim.OldCardNumber),
        Stated(claim.CardQr),
        Stated(claim.Name),
        Stated(claim.BirthDate),
        Sex: claim.Sex switch { "female" => Sex.Female, "male" => Sex.Male, _ => Sex.Unknown });

    private static string? Stated(string text) => text.Length == 0 ? null : text;
}
