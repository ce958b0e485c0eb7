using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Sandbox;

/// <summary>Where PostgreSQL's programs are looked for, tried on empty files that bear their names.</summary>
public sealed class FindingPostgres : IDisposable
{
    private readonly string _root = Folders.MakePassable(Path.Combine("/tmp", $"hues-test-{Guid.CreateVersion7():N}"));

    [Fact]
    public void The_named_folder_wins_over_the_path()
    {
        var named = Programs("named");
        var onPath = Programs("path");

        PostgresBinaries.Find(named, onPath, Below("none"))!.Folder.ShouldBe(named);
    }

    [Fact]
    public void A_named_folder_without_the_programs_is_an_error_and_not_passed_over() =>
        Should.Throw<SandboxException>(() => PostgresBinaries.Find(_root, Programs("path"), Below("none")))
            .Message.ShouldContain(PostgresBinaries.Variable);

    [Fact]
    public void The_path_wins_over_the_distributions_folders()
    {
        var onPath = Programs("path");
        Programs("versions/17/bin");

        PostgresBinaries.Find(null, $"/nowhere:{onPath}", Below("versions"))!.Folder.ShouldBe(onPath);
    }

    [Fact]
    public void A_link_on_the_path_leads_to_the_folder_it_points_into()
    {
        var real = Programs("real");
        var links = Folders.MakePassable(Below("links"));
        File.CreateSymbolicLink(Path.Combine(links, "postgres"), Path.Combine(real, "postgres"));

        PostgresBinaries.Find(null, links, Below("none"))!.Folder.ShouldBe(real);
    }

    [Fact]
    public void The_newest_version_is_taken_by_number_and_not_by_letter()
    {
        Programs("versions/9.6/bin");
        var newest = Programs("versions/16/bin");
        Folders.MakePassable(Below("versions/17/bin"));

        PostgresBinaries.Find(null, "", Below("versions"))!.Folder.ShouldBe(newest);
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is() =>
        PostgresBinaries.Find(null, "/nowhere", Below("none")).ShouldBeNull();

    [Fact]
    public async Task A_fetched_package_gets_its_links_and_may_be_run()
    {
        var archive = await PackageAsync();

        await PostgresPackage.UnpackAsync(archive, Below("home"), TestContext.Current.CancellationToken);

        new FileInfo(Below("home/package/native/lib/libinvented.so.1")).ResolveLinkTarget(returnFinalTarget: true)!.Name.ShouldBe("libinvented.so.1.2");
        File.Exists(Path.Combine(_root, "outside")).ShouldBeFalse("a link that leads out of the package is not made");
        var programs = PostgresBinaries.In(Below("home/package/native/bin")).ShouldNotBeNull();
        Folders.ModeOf(programs.Postgres).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Below(string path) => Path.Combine(_root, path);

    private string Programs(string path)
    {
        var folder = Folders.MakePassable(Below(path));
        foreach (var program in (string[])["initdb", "postgres"])
            File.WriteAllText(Path.Combine(folder, program), "");
        return folder;
    }

    private async Task<string> PackageAsync()
    {
        var archive = Below("package.tgz");
        await using var file = File.Create(archive);
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        foreach (var (name, content) in ((string, string)[])
        [
            ("package/native/bin/initdb", ""),
            ("package/native/bin/postgres", ""),
            ("package/native/lib/libinvented.so.1.2", ""),
            ("package/native/pg-symlinks.json", """
                [{"source":"native/lib/libinvented.so.1.2","target":"native/lib/libinvented.so.1"},
                 {"source":"native/lib/libinvented.so.1.2","target":"../../outside"}]
                """),
        ])
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        return archive;
    }
}
