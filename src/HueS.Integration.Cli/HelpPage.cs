using System.CommandLine;
using System.CommandLine.Invocation;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>The help of a command, in the person's language, with examples.</summary>
internal sealed class HelpPage(Language language) : SynchronousCommandLineAction
{
    private const int Column = 34;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output, language);
        return Exit.Done;
    }

    public static void Write(Command command, TextWriter to, Language language)
    {
        to.WriteLine(command.Description);
        to.WriteLine();
        to.WriteLine($"{Texts.HelpUsage.In(language)}  {Usage(command)}");
        Section(to, Texts.HelpCommands.In(language), command.Subcommands.Where(one => !one.Hidden).Select(one => (one.Name, one.Description)));
        Section(to, Texts.HelpArguments.In(language), command.Arguments.Select(one => ($"<{one.Name}>", one.Description)));
        Section(to, Texts.HelpOptions.In(language), OptionsOf(command).Select(one => (NameOf(one), one.Description)));
        Section(to, Texts.HelpExamples.In(language), ExamplesOf(command).Select(example => (example, (string?)"")));
        Section(to, Texts.HelpExits.In(language), Exits(language).Select(exit => (exit.Code, (string?)exit.Meaning)));
    }

    private static IReadOnlyList<string> ExamplesOf(Command command) =>
        command is Verb verb ? verb.Examples : ["hues login --server … --token-address …", "hues doctor", "hues verify --case H57-2026/00001"];

    private static IEnumerable<(string Code, string Meaning)> Exits(Language language)
    {
        BilingualText[] meanings = [Texts.Exit0, Texts.Exit1, Texts.Exit2, Texts.Exit3, Texts.Exit4, Texts.Exit5];
        return meanings.Select((meaning, code) => ($"{code}", meaning.In(language)));
    }

    private static string Usage(Command command) => string.Join(' ', (string[])
    [
        Misuse.PathOf(command),
        .. command.Subcommands.Count > 0 ? ["<command>"] : (string[])[],
        .. command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : $"<{argument.Name}>"),
        .. command.Options.Where(option => option.Required).Select(NameOf),
        .. OptionsOf(command).Any(option => !option.Required) ? ["[options]"] : (string[])[],
    ]);

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(option => option.Recursive)).DistinctBy(option => option.Name);

    private static string NameOf(Option option) =>
        option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? option.Name : $"{option.Name} <{option.HelpName ?? "…"}>";

    private static void Section(TextWriter to, string title, IEnumerable<(string Name, string? About)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        to.WriteLine();
        to.WriteLine(title);
        foreach (var (name, about) in all)
        {
            if (name.Length < Column || string.IsNullOrEmpty(about))
            {
                to.WriteLine($"  {name.PadRight(Column)}{about}".TrimEnd());
                continue;
            }

            to.WriteLine($"  {name}");
            to.WriteLine($"  {new string(' ', Column)}{about}");
        }
    }
}
