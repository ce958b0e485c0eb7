using System.Text.Json;
using HueS.Integration.Server.Evaluation;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>The verb <c>linking</c>, from its words to its exit code. It needs neither a server nor a database.</summary>
public sealed class LinkingVerb : IDisposable
{
    private const string People = """
        rec_id,given,surname,born,street,postcode,person
        r1,Margaret,O'Connor,1948-03-07,12 Mill Lane,31337,p1
        r2,Margret,O'Connor,1948-03-07,12 Mill Ln,31337,p1
        r3,John,Smith,1970-11-02,3 High Street,31340,p2
        r4,Smith,John,1970-02-11,3 High Street,31340,p2
        r5,José,García,1985-06-30,77 Queen Street,31355,p3
        r6,JOSE,GARCIA,1985-06-30,,31355,p3
        r7,John,Smith,1991-05-20,41 Park Road,31399,p4
        r8,Anna,Kowalska,1963-09-14,5 Station Road,31361,p5
        r9,Peter,Jones,1959-12-24,8 Church Road,31372,p6
        """;

    private const string Map = """
        {
          "id": "rec_id",
          "comparisons": [
            { "name": "name", "columns": ["given", "surname"], "kind": "name" },
            { "name": "born", "columns": ["born"], "kind": "date" },
            { "name": "street", "columns": ["street"], "kind": "text" },
            { "name": "postcode", "columns": ["postcode"], "kind": "number" }
          ],
          "truth": { "cluster": "person" }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hues-linking-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_generated_city_is_evaluated_with_the_weights_that_are_shipped()
    {
        var (code, output, _) = await RunAsync("evaluate", "city:1000", "--numbers", "0.5", "--seed", "3");

        code.ShouldBe(0);
        foreach (var said in new[] { "precision", "recall", "best F1", "linked by themselves, 0 of them wrong", "to people", "recall at 1", "pairs a record", "MB", "MarksLost", "Twin" })
            output.ShouldContain(said);
    }

    [Fact]
    public async Task The_report_is_also_JSON()
    {
        var (code, output, _) = await RunAsync("evaluate", "city:500", "--json", "--train");

        code.ShouldBe(0);
        using var report = JsonDocument.Parse(output);
        report.RootElement.GetProperty("records").GetInt32().ShouldBe(500);
        report.RootElement.GetProperty("automatic").GetProperty("wrong").GetInt32().ShouldBe(0);
        report.RootElement.GetProperty("bestF1").GetProperty("f1").GetDouble().ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task Trained_weights_are_written_and_used()
    {
        var file = Path.Combine(_folder, "weights.json");

        (await RunAsync("train", "city:2000", "--seed", "9", "--version", "2099-01.1", "--out", file)).Code.ShouldBe(0);
        var (code, output, _) = await RunAsync("evaluate", "city:500", "--weights", file);

        code.ShouldBe(0);
        output.ShouldContain("2099-01.1, trained on city:2000, seed 9");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Doubles_in_one_English_file_are_found(bool train)
    {
        var (code, output, errors) = await RunAsync(["evaluate", Write("people.csv", People), "--mapping", Write("map.json", Map), "--json", .. train ? (string[])["--train"] : []]);

        errors.ShouldBeEmpty();
        code.ShouldBe(0);
        using var report = JsonDocument.Parse(output);
        var root = report.RootElement;
        root.GetProperty("matches").GetInt64().ShouldBe(3);
        root.GetProperty("candidates").GetProperty("recall").GetDouble().ShouldBe(1);
        root.GetProperty("bestF1").GetProperty("f1").GetDouble().ShouldBe(1);
        root.GetProperty("automatic").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("byDirt").EnumerateArray().Select(row => row.GetProperty("dirt").GetString()).ShouldContain("born swapped");
    }

    [Fact]
    public async Task Weights_trained_on_a_file_are_written_and_used_on_another()
    {
        var (people, map, file) = (Write("people.csv", People), Write("map.json", Map), Path.Combine(_folder, "weights.json"));

        var trained = await RunAsync("train", people, "--mapping", map, "--version", "2099-01.1", "--out", file);
        var (code, output, errors) = await RunAsync("evaluate", Write("others.csv", People), "--mapping", map, "--weights", file, "--json");
        var itself = await RunAsync("evaluate", people, "--mapping", map, "--train", "--json");

        (trained.Code, code, errors).ShouldBe((0, 0, ""));
        output.ShouldContain("2099-01.1, trained on people.csv");
        using var report = JsonDocument.Parse(output);
        using var own = JsonDocument.Parse(itself.Output);
        report.RootElement.GetProperty("bestF1").GetProperty("f1").GetDouble().ShouldBe(own.RootElement.GetProperty("bestF1").GetProperty("f1").GetDouble());
    }

    [Theory]
    [InlineData("\"name\": \"born\"", "\"name\": \"died\"", "The weights file is for other comparisons than the mapping's.")]
    [InlineData("\"kind\": \"text\"", "\"kind\": \"exact\"", "The weights file is for other comparisons than the mapping's.")]
    public async Task Weights_of_another_mapping_are_refused_in_a_sentence(string was, string now, string complaint)
    {
        var (people, file) = (Write("people.csv", People), Path.Combine(_folder, "weights.json"));
        await RunAsync("train", people, "--mapping", Write("map.json", Map), "--out", file);

        var (code, _, errors) = await RunAsync(
            "evaluate", people, "--mapping", Write("other.json", Map.Replace(was, now, StringComparison.Ordinal)), "--weights", file);

        code.ShouldBe(1);
        errors.ShouldContain(complaint);
    }

    [Fact]
    public async Task Two_files_are_linked_and_a_file_of_pairs_is_the_truth()
    {
        var lines = People.Split('\n');
        var left = Write("left.csv", string.Join('\n', lines[0], lines[1], lines[3], lines[5], lines[8]));
        var right = Write("right.csv", string.Join('\n', lines[0], lines[2], lines[4], lines[6], lines[7]));
        Write("pairs.csv", "left,right\nr1,r2\nr3,r4\nr5,r6\n");
        var map = Write("map.json", Map.Replace("\"cluster\": \"person\"", "\"pairs\": \"pairs.csv\"", StringComparison.Ordinal));

        var (code, output, _) = await RunAsync("evaluate", left, right, "--mapping", map, "--json");

        code.ShouldBe(0);
        using var report = JsonDocument.Parse(output);
        report.RootElement.GetProperty("records").GetInt32().ShouldBe(4);
        report.RootElement.GetProperty("matches").GetInt64().ShouldBe(3);
        report.RootElement.GetProperty("bestF1").GetProperty("f1").GetDouble().ShouldBe(1);
    }

    [Theory]
    [InlineData("\"surname\"", "\"last_name\"", "people.csv has no column 'last_name'; it has rec_id, given, surname, born, street, postcode, person.")]
    [InlineData("\"kind\": \"date\"", "\"kind\": \"sound\"", "The mapping cannot be read")]
    [InlineData("\"cluster\": \"person\"", "\"cluster\": \"person\", \"pairs\": \"pairs.csv\"", "say one of them")]
    [InlineData("\"cluster\": \"person\"", "\"pairs\": \"missing.csv\"", "missing.csv")]
    [InlineData("\"id\": \"rec_id\"", "\"delimiter\": \";\"", "people.csv has no column 'given'")]
    [InlineData("\"id\": \"rec_id\"", "\"blocking\": [[\"shoe\"]]", "\"blocking\" names 'shoe', which is no comparison.")]
    [InlineData("\"name\": \"born\"", "\"name\": \"name\"", "Two comparisons are named 'name'.")]
    public async Task A_wrong_mapping_is_told_in_a_sentence(string was, string now, string complaint)
    {
        var (code, _, errors) = await RunAsync(
            "evaluate", Write("people.csv", People), "--mapping", Write("map.json", Map.Replace(was, now, StringComparison.Ordinal)));

        code.ShouldBe(1);
        errors.ShouldContain(complaint);
        errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("evaluate", "people.csv")]
    [InlineData("evaluate", "city:20")]
    [InlineData("evaluate", "city:many")]
    [InlineData("evaluate", "city:500", "--numbers", "2")]
    [InlineData("evaluate", "city:500", "--nonsense")]
    [InlineData("evaluate", "city:500", "other.csv")]
    [InlineData("evaluate", "city:500", "--train", "--weights", "w.json")]
    [InlineData("train", "people.csv")]
    [InlineData("evaluate", "people.csv", "--mapping", "map.json", "--train", "--weights", "w.json")]
    [InlineData("judge", "city:500")]
    public async Task What_is_not_understood_is_told_in_a_sentence(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.Trim().ShouldEndWith(".");
    }

    [Theory]
    [InlineData("Exit codes", "--help")]
    [InlineData("Exit codes", "evaluate", "--help")]
    [InlineData("\"comparisons\"", "--help", "mapping")]
    public async Task Help_has_examples(string said, params string[] args)
    {
        var (code, output, _) = await RunAsync(args);

        code.ShouldBe(0);
        output.ShouldContain(said);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await LinkingCommand.RunAsync(args, output, errors, Cancellation);
        return (code, output.ToString(), errors.ToString());
    }
}
