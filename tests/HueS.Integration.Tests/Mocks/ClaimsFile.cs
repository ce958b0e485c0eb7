using System.Text;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;
using NameGrade = HueS.Integration.Identity.NameGrade;
using PersonName = HueS.Integration.Identity.PersonName;

namespace HueS.Integration.Tests.Mocks;

public sealed class ClaimsFile
{
    private static readonly City City = City.Generate(people: 5_000, seed: 46);
    private static readonly IReadOnlyList<Claim> Rows = Claims.From(City, Personas.All, count: 1_000, seed: 5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_seed_gives_the_same_claims() =>
        Claims.From(City, Personas.All, count: 1_000, seed: 5).ShouldBe(Rows);

    [Fact]
    public async Task What_is_written_is_read_back()
    {
        var path = Path.GetTempFileName();

        await Claims.WriteAsync(path, Rows, Cancel);
        var read = await Claims.ReadAsync(path, Cancel);
        File.Delete(path);

        read.ShouldBe(Rows);
    }

    [Fact]
    public void Every_kind_of_dirt_occurs_and_most_claims_are_genuine()
    {
        Rows.Select(claim => claim.Dirt).Distinct().ShouldBe(Enum.GetValues<Dirt>(), ignoreOrder: true);
        Rows.Count(claim => claim.Truth == Truth.Genuine).ShouldBeInRange(600, 800);
        Rows.Count(claim => claim.Truth == Truth.False).ShouldBeInRange(80, 250);
    }

    [Fact]
    public void The_persona_that_would_stop_the_route_is_left_out_unless_asked_for()
    {
        Rows.ShouldAllBe(claim => claim.Number != Personas.WrongPerson.Number);
        Claims.From(City, Personas.All, count: 100, seed: 5, withWrongPerson: true)
            .ShouldContain(claim => claim.Number == Personas.WrongPerson.Number);
    }

    [Fact]
    public void A_claim_goes_by_exactly_one_key()
    {
        foreach (var claim in Rows)
        {
            new[] { claim.Number, claim.OldCardNumber, claim.CardQr }.Count(key => key.Length > 0).ShouldBe(1, claim.ToString());
            (claim.CardQr.Length > 0).ShouldBe(claim.Name.Length == 0, claim.ToString());
        }
    }

    [Fact]
    public void A_genuine_claim_names_its_person_as_the_register_hears_it()
    {
        foreach (var claim in Rows.Where(claim => claim is { Truth: Truth.Genuine, CardQr: "", Dirt: not Dirt.Persona }))
        {
            var citizen = City.Find(claim.Number + claim.OldCardNumber)!;
            var heard = Letters.Upstream(claim.Name.Replace('\u00A0', ' '));
            heard.ShouldBe(citizen.UpstreamName, claim.ToString());
            claim.BirthDate.ShouldBe(citizen.BirthDate, claim.ToString());
            citizen.Vital.ShouldBe(VitalStatus.Alive, claim.ToString());
        }
    }

    [Fact]
    public void The_service_finds_a_genuine_name_equal_to_the_registers()
    {
        foreach (var claim in Rows.Where(claim => claim is { Truth: Truth.Genuine, CardQr: "", Dirt: not Dirt.Persona }))
        {
            var (family, middle, given) = City.Find(claim.Number + claim.OldCardNumber)!.RegisterName;

            PersonName.TryParse(claim.Name, out var claimed, out _).ShouldBeTrue(claim.ToString());
            PersonName.TryParse($"{family} {middle} {given}", out var registered, out _).ShouldBeTrue(claim.ToString());

            claimed!.CompareTo(registered!).ShouldBeOneOf(NameGrade.Exact, NameGrade.Spelling);
        }
    }

    [Fact]
    public void A_false_claim_is_nobodys_living_data()
    {
        foreach (var claim in Rows.Where(claim => claim is { Truth: Truth.False, Dirt: not Dirt.Persona }))
        {
            var own = City.Find(claim.Number) is { Vital: VitalStatus.Alive } citizen
                && citizen.Number == claim.Number
                && citizen.FullName == claim.Name
                && citizen.BirthDate == claim.BirthDate;
            own.ShouldBeFalse(claim.ToString());
        }
    }

    [Fact]
    public async Task The_file_is_utf8_with_a_header_row()
    {
        using var stream = new MemoryStream();

        await Claims.WriteAsync(stream, Rows.Take(1), Cancel);

        Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[0].TrimStart('\uFEFF')
            .ShouldBe("id,purpose,case_reference,officer,number,old_card_number,card_qr,name,birth_date,sex,phone,dossier,dossier_flaw,dirt,truth");
    }

    [Fact]
    public void A_city_too_small_for_the_claims_is_told() =>
        Should.Throw<ArgumentException>(() => Claims.From(City.Generate(50, 1), Personas.All, count: 500, seed: 5));

    [Theory]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn Văn Hoà")]
    [InlineData("Lê Thị Thuý", "Lê Thị Thúy")]
    [InlineData("Trần Quý", "Trần Quý")]
    [InlineData("Hồ Hoàn", "Hồ Hoàn")]
    [InlineData("Võ Khỏe", "Võ Khoẻ")]
    [InlineData("Ngô Thủy", "Ngô Thuỷ")]
    public void A_tone_moves_where_a_syllable_has_two_places_for_it(string name, string moved) =>
        Letters.MoveTone(name).ShouldBe(moved);
}
