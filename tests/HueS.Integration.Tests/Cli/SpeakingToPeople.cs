using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using HueS.Integration.Cli;
using HueS.Integration.Client;
using HueS.Integration.Contracts;
using HueS.Integration.Tests.Conventions;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

public sealed partial class SpeakingToPeople
{
    private static readonly FieldInfo[] Catalogue =
        [.. typeof(Texts).GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.FieldType == typeof(BilingualText))];

    public static TheoryData<string> Commands => [.. All(Tree(Language.English)).Select(Path)];

    [Fact]
    public void Every_text_is_said_in_both_languages_with_the_same_places_to_fill()
    {
        Catalogue.Length.ShouldBeGreaterThan(150);
        foreach (var field in Catalogue)
        {
            var text = (BilingualText)field.GetValue(null)!;
            text.Vi.Trim().ShouldNotBeEmpty(field.Name);
            text.En.Trim().ShouldNotBeEmpty(field.Name);
            Places(text.En).ShouldBe(Places(text.Vi), ignoreOrder: true, field.Name);
        }
    }

    [Fact]
    public void Every_code_officials_read_has_its_words()
    {
        Codes.Kinds.Keys.ShouldBe(CodesOf<ReviewKind>(), ignoreOrder: true);
        Codes.States.Keys.ShouldBe(CodesOf<ReviewState>(), ignoreOrder: true);
        Codes.Comparisons.Keys.ShouldBe(CodesOf<NameGrade>().Concat(CodesOf<BirthDateGrade>()).Concat(CodesOf<KeyAgreement>()).Distinct(), ignoreOrder: true);
        Codes.Kinds.Concat(Codes.States).Concat(Codes.Fields).Concat(Codes.Comparisons)
            .ShouldAllBe(word => word.Value.Vi.Length > 0 && word.Value.En.Length > 0);
    }

    [Fact]
    public void Every_text_is_used()
    {
        var sources = Repository.SourcesUnder(System.IO.Path.Combine(Repository.Root, "src", "HueS.Integration.Cli"))
            .Where(file => !file.Contains($"{System.IO.Path.DirectorySeparatorChar}Texts{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();

        Catalogue.Select(field => field.Name)
            .Where(name => !sources.Any(source => Regex.IsMatch(source, $@"\bTexts\.{name}\b")))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_said_to_people_outside_the_catalogue()
    {
        // A Vietnamese letter in a literal is a sentence that has lost its way; examples of commands name files and places.
        Repository.SourcesUnder(System.IO.Path.Combine(Repository.Root, "src", "HueS.Integration.Cli"))
            .Where(file => !file.Contains($"{System.IO.Path.DirectorySeparatorChar}Texts{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => System.IO.Path.GetFileName(file) is not ("ClaimTable.cs" or "MessagesCommand.cs"))
            .SelectMany(File.ReadAllLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Vietnamese().IsMatch(line))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_helps_with_examples_in_both_languages(string path)
    {
        using var hues = new Hues();
        string[] words = path.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

        var vietnamese = await hues.RunAsync([.. words, "--help"]);
        var english = await hues.RunAsync([.. words, "--help", "--lang", "en"]);

        (vietnamese.Code, english.Code).ShouldBe((Exit.Done, Exit.Done));
        vietnamese.Output.ShouldContain("Ví dụ:\n  ");
        english.Output.ShouldContain("Examples:\n  ");
        english.Output.ShouldContain("  5                                 partly done, or going on at the server");
    }

    [Fact]
    public void Every_example_can_be_read()
    {
        var tree = Tree(Language.English);
        foreach (var command in All(tree).OfType<Verb>())
        {
            foreach (var example in command.Examples)
            {
                var words = example[example.IndexOf("hues ", StringComparison.Ordinal)..].Split('#', '|', '<', '>')[0].Replace("01a20b18-…", $"{Guid.CreateVersion7()}", StringComparison.Ordinal)
                    .Replace("--server … --token-address …", "--server http://a/ --token-address http://b/", StringComparison.Ordinal);
                tree.Parse(words["hues".Length..].TrimEnd(')', ' ')).Errors.Select(error => $"{example}: {error.Message}").ShouldBeEmpty();
            }
        }
    }

    [Theory]
    [InlineData(null, null, "Cách dùng:")]
    [InlineData("LANG", "vi_VN.UTF-8", "Cách dùng:")]
    [InlineData("LANG", "C.UTF-8", "Cách dùng:")]
    [InlineData("LANG", "en_GB.UTF-8", "Usage:")]
    [InlineData("LC_ALL", "en_US.UTF-8", "Usage:")]
    [InlineData("HUES_LANG", "en", "Usage:")]
    public async Task The_language_is_the_environments_and_vietnamese_where_it_says_nothing(string? variable, string? value, string heading)
    {
        using var hues = new Hues();
        if (variable is not null)
            hues[variable] = value!;

        (await hues.RunAsync("--help")).Output.ShouldContain(heading);
        (await hues.RunAsync("--help", "--lang=vi")).Output.ShouldContain("Cách dùng:");
    }

    [Theory]
    [InlineData("verify", "046190990001", "Trần Thị Hoài Thương")]
    [InlineData("batches", "sned")]
    [InlineData("review", "decide", "Trần")]
    [InlineData("links", "decide", "01a20b18-a9c2-7e9d-b7c9-d668e6b08db3", "--action", "Thương", "--reason", "wrong_person")]
    [InlineData("--nope")]
    public async Task What_is_not_understood_is_bad_use_and_no_word_of_it_is_repeated(params string[] args)
    {
        using var hues = new Hues();

        var said = await hues.RunAsync([.. args, "--lang", "en"]);

        (said.Code, said.Output).ShouldBe((Exit.BadUse, ""));
        said.Error.ShouldContain(" --help");
        args.Where(word => !word.StartsWith('-') && word.Any(letter => letter > '~' || char.IsDigit(letter)))
            .Where(word => said.Error.Contains(word, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shell_is_told_what_may_follow()
    {
        using var hues = new Hues();

        var commands = await hues.RunAsync("[suggest:11]", "hues batche");
        var codes = await hues.RunAsync("[suggest:54]", "hues links decide 01a20b18-a9c2-7e9d-b7c9-d668e6b08db3 --action ");
        var script = await hues.RunAsync("completion", "bash");

        commands.Lines.ShouldBe(["batches"]);
        script.Output.ShouldContain("complete -o default -F _hues_complete hues");
        codes.Code.ShouldBe(Exit.Done);
    }

    private static IEnumerable<string> CodesOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => HuesJson.Code(value));

    private static RootCommand Tree(Language language)
    {
        var around = new Surroundings(
            TextReader.Null, TextWriter.Null, TextWriter.Null, false, 160, _ => null, "", TimeProvider.System, _ => Task.FromResult(default(ConsoleKeyInfo)));
        return HuesCommand.Tree(new Frame(around, language));
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static string Path(Command command) => Misuse.PathOf(command);

    private static IEnumerable<string> Places(string text) => Place().Matches(text.Replace("{{", "", StringComparison.Ordinal)).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", RegexOptions.IgnoreCase)]
    private static partial Regex Vietnamese();
}
