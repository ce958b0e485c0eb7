using System.Text.Json;
using HueS.Integration.Audit;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Population;
using Shouldly;
using Xunit;
using Question = HueS.Integration.Upstreams.Population.RegisterQuestion;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>
/// One suite for every route, on both sides: the stub itself, and the adapter that reads it. Whoever it is about, all six
/// must say the same.
/// </summary>
public sealed class RouteContracts(RouteContracts.Room room) : IClassFixture<RouteContracts.Room>
{
    private const string Stub = "stub";
    private const string Adapter = "adapter";

    private static readonly string[] Sides = [Stub, Adapter];
    private static readonly RegisterOperation[] Operations = Enum.GetValues<RegisterOperation>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Personae =>
        new MatrixTheoryData<string, string, string>(Dress.Routes, Sides, Personas.All.Select(persona => persona.Key));

    public static TheoryData<string, string> RoutesAndSides => new MatrixTheoryData<string, string>(Dress.Routes, Sides);

    [Theory]
    [MemberData(nameof(Personae))]
    public async Task Every_persona_is_told_as_meant(string route, string side, string key)
    {
        var asked = Asked.Of(Personas.All.Single(persona => persona.Key == key));

        (await room.AskAsync(route, side, RegisterOperation.Verify, asked)).ShouldBe(asked.Verify);
        (await room.AskAsync(route, side, RegisterOperation.LookUp, asked)).ShouldBe(asked.LookUp);
        await room.ReleaseAsync(route);
        (await room.AskAsync(route, side, RegisterOperation.VitalStatus, asked)).ShouldBe(asked.VitalStatus);
        await room.ReleaseAsync(route);
    }

    [Theory]
    [MemberData(nameof(RoutesAndSides))]
    public async Task Everyone_in_the_city_is_told_as_they_are(string route, string side)
    {
        foreach (var citizen in room.City.Citizens.Take(60))
        {
            var asked = Asked.Of(citizen);

            (await room.AskAsync(route, side, RegisterOperation.Verify, asked)).ShouldBe(asked.Verify);
            (await room.AskAsync(route, side, RegisterOperation.LookUp, asked)).ShouldBe(asked.LookUp);
            (await room.AskAsync(route, side, RegisterOperation.VitalStatus, asked)).ShouldBe(asked.VitalStatus);
        }
    }

    [Theory]
    [MemberData(nameof(RoutesAndSides))]
    public async Task Another_birth_date_another_name_and_a_number_nobody_has_find_nobody(string route, string side)
    {
        var plain = Asked.Of(Personas.Plain);
        foreach (var asked in (Asked[])[plain with { BirthDate = "1955-05-05" }, plain with { Name = "Trần Thị Hoài" }, plain with { Key = "046190000777" }])
        {
            (await room.AskAsync(route, side, RegisterOperation.Verify, asked)).ShouldBe("no");
            (await room.AskAsync(route, side, RegisterOperation.LookUp, asked)).ShouldBe(Said.Nobody);
        }
    }

    [Theory]
    [MemberData(nameof(RoutesAndSides))]
    public async Task A_replaced_number_of_the_city_names_its_successor(string route, string side)
    {
        var citizen = room.City.Citizens.First(someone => someone.FormerNumber is not null);
        var asked = Asked.Of(citizen) with { Key = citizen.FormerNumber! };

        (await room.AskAsync(route, side, RegisterOperation.LookUp, asked)).ShouldBe(Said.Replaced(citizen.Number));
        (await room.AskAsync(route, side, RegisterOperation.Verify, asked)).ShouldBe("no");
    }

    [Theory]
    [MemberData(nameof(RoutesAndSides))]
    public async Task An_old_card_number_finds_its_holder(string route, string side)
    {
        var citizen = room.City.Citizens.First(someone => someone.OldCard is not null);
        var asked = Asked.Of(citizen) with { Key = citizen.OldCard! };

        (await room.AskAsync(route, side, RegisterOperation.Verify, asked)).ShouldBe(asked.Verify);
        (await room.AskAsync(route, side, RegisterOperation.LookUp, asked)).ShouldBe(asked.LookUp);
        (await room.AskAsync(route, side, RegisterOperation.VitalStatus, asked)).ShouldBe(asked.VitalStatus);
    }

    [Theory]
    [InlineData("population-lgsp-soap")]
    [InlineData("population-lgsp-json")]
    public void There_is_a_mapping_file_for_each_persona_and_none_besides(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "mocks", folder))
            .Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Personas.All.Select(persona => persona.Key).Append("unknown"), ignoreOrder: true);

    [Fact]
    public async Task What_the_JSON_stubs_answer_is_documented()
    {
        var (soap, plain) = (JsonShape.Read("population-lgsp-soap.json"), JsonShape.Read("population-lgsp-json.json"));
        using var soapCaller = new LgspSoapCaller(room.Stubs.LgspSoap.Address);
        using var plainCaller = new LgspJsonCaller(room.Stubs.LgspJson.Address);

        soap.Misfits("Token", await soapCaller.TokenAnswerAsync(Cancellation)).ShouldBeEmpty();
        foreach (var asked in Personas.All.Select(Asked.Of).Concat(room.City.Citizens.Take(30).Select(Asked.Of)))
        {
            foreach (var operation in Operations)
            {
                soap.Misfits("Envelope", await soapCaller.AnswerAsync(operation, asked, Cancellation)).ShouldBeEmpty();
                plain.Misfits(LgspJsonCaller.Schema(operation), await plainCaller.AnswerAsync(operation, asked, Cancellation)).ShouldBeEmpty();
            }
        }
    }

    /// <summary>The stubs with a city, and for each route a room that knows only it.</summary>
    public sealed class Room(TestDatabases databases) : IAsyncLifetime
    {
        private readonly Dictionary<string, UpstreamWorld> _worlds = [];
        private readonly Dictionary<string, StubCaller> _callers = [];

        internal City City { get; } = City.Generate(people: 500, seed: 46);

        internal Stubs Stubs { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var options = new StubOptions { City = City, Provincial = true };
            Stubs = await Stubs.StartAsync(options, CancellationToken.None);
            foreach (var route in Dress.Routes)
            {
                _callers[route] = StubCaller.Of(route, Stubs);
                _worlds[route] = await RouteWorld.StartAsync(databases, [route], [.. StubSettings.Of(Stubs, options)]);
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var route in Dress.Routes)
            {
                _callers[route].Dispose();
                await _worlds[route].DisposeAsync();
            }

            await Stubs.DisposeAsync();
        }

        internal Task<string> AskAsync(string route, string side, RegisterOperation operation, Asked asked)
        {
            if (side == Stub)
                return _callers[route].AskAsync(operation, asked, Cancellation);
            var (register, question) = (_worlds[route].Register, QuestionAbout(asked));
            return operation switch
            {
                RegisterOperation.Verify => Said.OfAsync(() => register.VerifyAsync(question, The.Ask(), Cancellation), Said.Of),
                RegisterOperation.LookUp => Said.OfAsync(() => register.LookUpAsync(question, The.Ask(), Cancellation), Said.Of),
                _ => Said.OfAsync(
                    () => register.VitalStatusAsync(question, The.Ask(), Cancellation), answer => Said.Status(answer.GetType().Name)),
            };
        }

        internal Task ReleaseAsync(string route) =>
            _worlds[route].Quarantine.ReleaseAsync(route, Actor.Client("operations"), Cancellation);

        private static Question QuestionAbout(Asked asked) => new(
            asked.Key.Length == 12 ? The.NumberOf(asked.Key) : null,
            asked.Key.Length == 9 ? The.CardOf(asked.Key) : null,
            The.NameOf(asked.Name),
            The.Date(asked.BirthDate),
            "1.004194",
            The.Officer(The.OfficerAccount),
            null);
    }
}
