using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HueS.Integration.Storage;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Conventions;

public sealed partial class House
{
    // Left to right; a room uses only rooms to its left.
    private static readonly string[] Rooms =
    [
        "Identity", "Storage", "Protection", "Audit", "Access", "Events", "Review",
        "Upstreams", "Verification", "Profiles", "Linking", "Reconciliation",
    ];

    [Fact]
    public void Text_can_be_normalised_on_this_machine() =>
        "e\u0302\u0301".Normalize(NormalizationForm.FormC).ShouldBe("ế");

    [Fact]
    public void Every_folder_of_the_core_is_a_room() =>
        Directory.GetDirectories(Repository.Core)
            .Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj"))
            .ShouldBe(Rooms, ignoreOrder: true);

    [Fact]
    public void A_room_uses_only_rooms_to_its_left()
    {
        var breaches =
            from room in Rooms
            from file in Repository.SourcesUnder(Path.Combine(Repository.Core, room))
            from Match use in RoomUse().Matches(File.ReadAllText(file))
            let used = use.Groups["room"].Value
            where Array.IndexOf(Rooms, used) > Array.IndexOf(Rooms, room)
            select $"{room}/{Path.GetFileName(file)} uses {used}";

        breaches.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_core_knows_no_door()
    {
        var core = typeof(Migrator).Assembly;

        core.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || name.StartsWith("HueS.", StringComparison.Ordinal))
            .ShouldBeEmpty();
        ProjectReferencesOf(Path.Combine(Repository.Core, "HueS.Integration.csproj")).ShouldBeEmpty();
    }

    [Fact]
    public void Contracts_and_stubs_reference_nothing_of_ours()
    {
        string[] projects =
        [
            Path.Combine(Repository.Root, "contracts", "HueS.Integration.Contracts", "HueS.Integration.Contracts.csproj"),
            Path.Combine(Repository.Root, "mocks", "HueS.Integration.Mocks", "HueS.Integration.Mocks.csproj"),
        ];

        projects.SelectMany(ProjectReferencesOf).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Client", "../../contracts/HueS.Integration.Contracts/HueS.Integration.Contracts.csproj")]
    [InlineData("Cli", "../HueS.Integration.Client/HueS.Integration.Client.csproj")]
    public void What_callers_install_knows_the_wire_and_nothing_of_the_service(string project, string only) =>
        ProjectReferencesOf(Path.Combine(Repository.Root, "src", $"HueS.Integration.{project}", $"HueS.Integration.{project}.csproj"))
            .ShouldBe([only]);

    [Fact]
    public void Every_table_is_owned_by_one_file()
    {
        var scripts = string.Join('\n', Migration.All.Select(migration => migration.Sql));
        var tables = TableCreation().Matches(scripts).Select(match => match.Groups["table"].Value).Append("migration").ToHashSet();

        var owners =
            from file in Repository.SourcesUnder(Repository.Core)
            from Match use in TableUse().Matches(File.ReadAllText(file))
            let table = use.Groups["table"].Value
            where tables.Contains(table)
            group Path.GetFileName(file) by table;
        var found = owners.ToDictionary(group => group.Key, group => group.Distinct().ToList());

        found.Keys.ShouldBe(tables, ignoreOrder: true);
        found.Where(table => table.Value.Count != 1)
            .Select(table => $"{table.Key}: {string.Join(", ", table.Value)}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Upstream_element_names_stay_in_the_wire_files()
    {
        string[] elements = ["SoDinhDanh", "HoVaTen", "NgayThangNam", "MaYeuCau", "MaHoSo", "ChuHoSo", "MaDoiTuong", "error_code", "access_token", "resultCode",
            "MocTiepTheo", "PhanAnhID", "ChuyenMucID", "chuyenmucid", "maSoBhxh", "loaiNgaySinh", "maThe"];

        Repository.SourcesUnder(Path.Combine(Repository.Root, "src"))
            .Where(file => Path.GetFileName(file) != "Wire.cs")
            .Where(file => elements.Any(element => File.ReadAllText(file).Contains(element, StringComparison.Ordinal)))
            .Select(Path.GetFileName)
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_pulled_record_system_is_its_folder_and_one_line()
    {
        var feedback = Path.Combine(Repository.Core, "Upstreams", "Records", "Feedback");

        Repository.SourcesUnder(Path.Combine(Repository.Root, "src"))
            .Where(file => !file.StartsWith(feedback, StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("Upstreams.Records.Feedback", StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .ShouldBe(["RecordUpstreams.cs"]);
    }

    private static IEnumerable<string> ProjectReferencesOf(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value);

    [GeneratedRegex(@"HueS\.Integration\.(?<room>Identity|Storage|Protection|Audit|Access|Events|Review|Upstreams|Verification|Profiles|Linking|Reconciliation)\b")]
    private static partial Regex RoomUse();

    [GeneratedRegex(@"create table (?<table>\w+)")]
    private static partial Regex TableCreation();

    [GeneratedRegex(@"(?:insert into|update|from|join)\s+(?<table>[a-z_]+)\b")]
    private static partial Regex TableUse();
}
