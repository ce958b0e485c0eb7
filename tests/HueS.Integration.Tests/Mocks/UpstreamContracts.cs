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
    private static readonly JsonElement Feedback = Read("feedback.json");
    private static readonly JsonElement HealthInsurance = Read("health-insurance.json");

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
        Dossiers.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldBe(["/api/dossiers/{MaHoSo}", "/api/dossiers"]);
    }

    [Fact]
    public async Task The_changes_of_dossiers_are_as_documented()
    {
        using var http = DossierAnswers.Caller(world.Stubs);
        foreach (var query in new[] { "", "?since=moc-1", "?since=moc-2" })
        {
            var answer = await http.GetFromJsonAsync<JsonElement>($"api/dossiers{query}", Cancel);

            Documented(Schema(Dossiers, "Changes"), answer);
            foreach (var dossier in answer.GetProperty("data").EnumerateArray())
                Documented(Schema(Dossiers, "Dossier"), dossier);
        }
    }

    [Fact]
    public async Task The_feedback_is_as_documented()
    {
        using var http = new HttpClient { BaseAddress = world.Stubs.Feedback.Address, DefaultRequestHeaders = { { "Token", "not-a-feedback-token" } } };
        var categories = await http.GetFromJsonAsync<JsonElement>("api/phananh/chuyenmuc", Cancel);
        Documented(Schema(Feedback, "Categories"), categories);
        foreach (var category in categories.GetProperty("data").EnumerateArray())
        {
            Documented(Schema(Feedback, "Category"), category);
            var reports = await http.GetFromJsonAsync<JsonElement>(
                $"api/phananh/theochuyenmuc?chuyenmucid={category.GetProperty("ChuyenMucID").GetInt32()}&page=1&perpage=100", Cancel);
            Documented(Schema(Feedback, "Reports"), reports);
            reports.GetProperty("data").GetArrayLength().ShouldBe(reports.GetProperty("totalrow").GetInt32());
            foreach (var report in reports.GetProperty("data").EnumerateArray())
                Documented(Schema(Feedback, "Report"), report);
        }
    }

    [Theory]
    [InlineData("api/bhyt/tra-cuu-theo-so", """{"maSoBhxh":"4601900011"}""", 2)]
    [InlineData("api/bhyt/tra-cuu-theo-so", """{"maSoBhxh":"4601900012"}""", 0)]
    [InlineData("api/bhyt/tra-cuu-theo-ten", """{"hoTen":"Lê Thị Bướm","ngaySinh":"1938","loaiNgaySinh":1}""", 1)]
    [InlineData("api/bhyt/tra-cuu-theo-ten", """{"hoTen":"Hồ Đắc Hưng","ngaySinh":"02/1978","loaiNgaySinh":2}""", 1)]
    public async Task The_memberships_are_as_documented(string path, string question, int cards)
    {
        using var http = new HttpClient { BaseAddress = world.Stubs.HealthInsurance.Address, DefaultRequestHeaders = { { "X-Api-Key", "not-an-insurance-key" } } };
        using var content = new StringContent(question, System.Text.Encoding.UTF8, "application/json");

        using var response = await http.PostAsync(path, content, Cancel);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Documented(Schema(HealthInsurance, "Memberships"), answer);
        answer.GetProperty("data").GetArrayLength().ShouldBe(cards);
        foreach (var card in answer.GetProperty("data").EnumerateArray())
            Documented(Schema(HealthInsurance, "Membership"), card);
    }

    [Theory]
    [InlineData("feedback", "api/phananh/chuyenmuc")]
    [InlineData("health-insurance", "api/bhyt/tra-cuu-theo-so")]
    public async Task Without_its_header_a_record_system_answers_nothing(string system, string path)
    {
        using var http = new HttpClient { BaseAddress = system == "feedback" ? world.Stubs.Feedback.Address : world.Stubs.HealthInsurance.Address };

        using var response = await http.GetAsync(path, Cancel);

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
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
