using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

public sealed class UpstreamContracts(StubsFixture world) : IClassFixture<StubsFixture>
{
    private static readonly JsonElement Population = Read("population.json");
    private static readonly JsonElement Dossiers = Read("dossiers.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> RegisterAnswers =>
        new MatrixTheoryData<string, string>(
            [RegisterCaller.Verify, RegisterCaller.LookUp, RegisterCaller.VitalStatus], Personas.All.Select(persona => persona.Key));

    [Theory]
    [MemberData(nameof(RegisterAnswers))]
    public async Task The_registers_answers_are_as_documented(string operation, string key)
    {
        var persona = Personas.All.Single(one => one.Key == key);

        var answer = await world.Register.AskAsync(world.Register.Question(operation, persona), Cancel);

        Documented(Population, Schema(Population, answer.Name.LocalName), answer);
    }

    [Fact]
    public async Task The_citys_answers_are_as_documented()
    {
        foreach (var citizen in world.City.Citizens.Take(100))
        {
            foreach (var operation in new[] { RegisterCaller.Verify, RegisterCaller.LookUp, RegisterCaller.VitalStatus })
            {
                var answer = await world.Register.AskAsync(
                    world.Register.Question(operation, citizen.OldCard ?? citizen.Number, citizen.UpstreamName, citizen.BirthDate), Cancel);
                Documented(Population, Schema(Population, answer.Name.LocalName), answer);
            }
        }
    }

    [Fact]
    public async Task The_dossiers_are_as_documented()
    {
        using var http = DossierAnswers.Caller(world.Stubs);
        var numbers = Personas.All.SelectMany(persona => persona.Dossiers).Select(dossier => dossier.Number)
            .Concat(world.City.Dossiers.Take(100).Select(dossier => dossier.Number));
        foreach (var number in numbers)
        {
            var answer = await http.GetFromJsonAsync<JsonElement>($"api/dossiers/{number}", Cancel);

            Documented(Schema(Dossiers, "Answer"), answer);
            Documented(Schema(Dossiers, "Dossier"), answer.GetProperty("data"));
        }
    }

    [Fact]
    public void Each_operation_has_its_path()
    {
        Population.GetProperty("paths").EnumerateObject().Select(path => path.Name.Split('/')[^1])
            .ShouldBe([RegisterCaller.Verify, RegisterCaller.LookUp, RegisterCaller.VitalStatus]);
        Dossiers.GetProperty("paths").EnumerateObject().Single().Name.ShouldBe("/api/dossiers/{MaHoSo}");
    }

    private static void Documented(JsonElement contract, JsonElement schema, XElement element)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = Schema(contract, reference.GetString()!.Split('/')[^1]);
        if (!schema.TryGetProperty("properties", out var properties))
        {
            element.HasElements.ShouldBeFalse(element.Name.LocalName);
            return;
        }

        var parts = element.Elements().Select(child => child.Name.LocalName)
            .Concat(element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Name.LocalName))
            .ToList();
        Complete(schema, properties, parts);
        foreach (var child in element.Elements())
            Documented(contract, properties.GetProperty(child.Name.LocalName), child);
    }

    private static void Documented(JsonElement schema, JsonElement answer) =>
        Complete(schema, schema.GetProperty("properties"), [.. answer.EnumerateObject().Select(property => property.Name)]);

    private static void Complete(JsonElement schema, JsonElement properties, List<string> parts)
    {
        foreach (var part in parts)
            properties.TryGetProperty(part, out _).ShouldBeTrue($"{part} is not documented");
        if (schema.TryGetProperty("required", out var required))
            required.EnumerateArray().Select(name => name.GetString()!).Except(parts).ShouldBeEmpty();
    }

    private static JsonElement Schema(JsonElement contract, string name) =>
        contract.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static JsonElement Read(string contract)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "HueS.Integration.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("Run the tests inside the repository: the contracts are read from it.");
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(root.FullName, "contracts", "openapi", contract))).RootElement;
    }
}
