using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

public sealed class GeneratedCity(StubsFixture world) : IClassFixture<StubsFixture>
{
    private static readonly City Large = City.Generate(people: 20_000, seed: 7);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_another_city()
    {
        var (one, same, other) = (await Bytes(City.Generate(500, 9)), await Bytes(City.Generate(500, 9)), await Bytes(City.Generate(500, 10)));

        same.ShouldBe(one);
        other.ShouldNotBe(one);

        static async Task<byte[]> Bytes(City city)
        {
            using var stream = new MemoryStream();
            await city.WriteAsync(stream, Cancel);
            return stream.ToArray();
        }
    }

    [Theory]
    [InlineData("Nguyễn", 0.22, 0.34)]
    [InlineData("Trần", 0.07, 0.13)]
    [InlineData("Lê", 0.06, 0.12)]
    [InlineData("Hoàng", 0.03, 0.09)]
    public void Family_names_are_as_frequent_as_one_expects(string family, double least, double most) =>
        Share(citizen => citizen.Family == family).ShouldBeInRange(least, most);

    [Fact]
    public void There_is_something_of_everyone()
    {
        Share(citizen => !citizen.HasFullBirthDate).ShouldBeInRange(0.02, 0.15);
        Share(citizen => citizen.Twin is not null).ShouldBeInRange(0.008, 0.03);
        Share(citizen => citizen.Family.StartsWith("Tôn", StringComparison.Ordinal) || citizen.Family.StartsWith("Công", StringComparison.Ordinal))
            .ShouldBeInRange(0.003, 0.03);
        Share(citizen => citizen.Family is "A Lăng" or "Bhơriu" or "Pơloong" or "Riêh").ShouldBeInRange(0.01, 0.15);
        Large.Citizens.GroupBy(citizen => (citizen.FullName, citizen.IsFemale)).Count(group => group.Count() > 1).ShouldBeGreaterThan(100);
        Large.Citizens.Count.ShouldBe(20_000);
    }

    [Fact]
    public void Every_name_is_letters_and_few_have_no_middle_name()
    {
        // Neither royal nor highland, whose names follow rules of their own.
        var plain = Large.Citizens.Where(citizen => citizen.Family == "Trần").ToList();

        Large.Citizens.ShouldAllBe(citizen => citizen.FullName.All(letter => char.IsLetter(letter) || letter == ' '));
        (plain.Count(citizen => citizen.Middle.Length == 0) / (double)plain.Count).ShouldBeInRange(0.001, 0.02);
    }

    [Fact]
    public void Numbers_are_one_persons_and_agree_with_sex_and_year()
    {
        Large.Citizens.Select(citizen => citizen.Number).ShouldBeUnique();
        foreach (var citizen in Large.Citizens)
        {
            var century = citizen.Number[3] - '0';
            citizen.Number.Length.ShouldBe(12);
            (century % 2 == 1).ShouldBe(citizen.IsFemale);
            $"{19 + (century / 2)}{citizen.Number[4..6]}".ShouldBe(citizen.BirthDate[..4]);
        }
    }

    [Fact]
    public void No_inhabitant_has_a_number_of_a_persona() =>
        Personas.All.SelectMany(persona => new[] { persona.Number, persona.OldCard, persona.Successor, persona.AnswersWith })
            .ShouldAllBe(number => number == null || Large.Find(number) == null);

    [Fact]
    public void Twins_share_their_birth_date_and_not_their_name()
    {
        foreach (var twin in Large.Citizens.Where(citizen => citizen.Twin is not null))
        {
            var other = Large.Find(twin.Twin!)!;
            other.Twin.ShouldBe(twin.Number);
            other.BirthDate.ShouldBe(twin.BirthDate);
            other.FullName.ShouldNotBe(twin.FullName);
        }
    }

    [Fact]
    public void A_citizen_has_at_most_two_dossiers_and_some_have_flaws()
    {
        Large.Citizens.Max(citizen => Large.DossiersOf(citizen).Count()).ShouldBe(2);
        Large.Dossiers.Count(dossier => dossier.HolderNumber.Length == 0).ShouldBeGreaterThan(1_000);
        Large.Dossiers.Count(dossier => dossier.Flaw == DossierFlaw.OtherNumber).ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task The_register_answers_for_every_inhabitant_as_for_the_personas()
    {
        foreach (var citizen in world.City.Citizens.Take(300))
        {
            var verified = await AskAsync(RegisterCaller.Verify, citizen.Number);
            var found = await AskAsync(RegisterCaller.LookUp, citizen.Number);
            var vital = await AskAsync(RegisterCaller.VitalStatus, citizen.Number);

            RegisterCaller.Text(verified, "TonTai").ShouldBe("true");
            RegisterCaller.Text(found, "SoDinhDanh").ShouldBe(citizen.Number);
            Letters.Upstream(RegisterCaller.Text(found, "Ho") + RegisterCaller.Text(found, "ChuDem") + RegisterCaller.Text(found, "Ten"))
                .ShouldBe(citizen.UpstreamName);
            RegisterCaller.Text(vital, "TinhTrang").ShouldBe(((int)citizen.Vital).ToString(System.Globalization.CultureInfo.InvariantCulture));

            Task<System.Xml.Linq.XElement> AskAsync(string operation, string number) =>
                world.Register.AskAsync(world.Register.Question(operation, number, citizen.UpstreamName, citizen.BirthDate), Cancel);
        }
    }

    [Fact]
    public async Task A_replaced_number_names_its_successor()
    {
        var citizen = world.City.Citizens.First(someone => someone.FormerNumber is not null);

        var found = await world.Register.AskAsync(
            world.Register.Question(RegisterCaller.LookUp, citizen.FormerNumber!, citizen.UpstreamName, citizen.BirthDate), Cancel);
        var verified = await world.Register.AskAsync(
            world.Register.Question(RegisterCaller.Verify, citizen.FormerNumber!, citizen.UpstreamName, citizen.BirthDate), Cancel);

        ((string?)found.Attribute("GhiChu")).ShouldBe($"THAYTHE:{citizen.Number}");
        RegisterCaller.Text(found, "SoDinhDanh").ShouldBe(citizen.FormerNumber);
        RegisterCaller.Text(verified, "TonTai").ShouldBe("false");
    }

    private static double Share(Func<Citizen, bool> such) => (double)Large.Citizens.Count(such) / Large.Citizens.Count;
}
