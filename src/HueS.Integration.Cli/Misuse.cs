using System.CommandLine;
using System.CommandLine.Parsing;

namespace HueS.Integration.Cli;

/// <summary>What was typed is no command. Words are repeated only where they are options: anything else may be a name or a number.</summary>
internal static class Misuse
{
    public static int Tell(ParseResult parsed, Surroundings around, Language language)
    {
        var command = parsed.CommandResult.Command;
        var said = Sentences(parsed, command, language).Distinct().ToList();
        foreach (var sentence in said)
            around.Error.WriteLine(sentence);
        if (said.Count == 0)
            HelpPage.Write(command, around.Error, language);
        around.Error.WriteLine(string.Format(null, Texts.SeeHelp.In(language), PathOf(command)));
        return Exit.BadUse;
    }

    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "hues";

    private static IEnumerable<string> Sentences(ParseResult parsed, Command command, Language language)
    {
        foreach (var token in parsed.UnmatchedTokens)
            yield return token.StartsWith("--", StringComparison.Ordinal)
                ? string.Format(null, Texts.OptionUnknown.In(language), token.Split('=')[0])
                : Texts.WordUnknown.In(language);
        foreach (var option in command.Options.Where(option => option.Required && parsed.GetResult(option) is null or { Implicit: true }))
            yield return string.Format(null, Texts.OptionMissing.In(language), option.Name, option.Description);
        foreach (var error in parsed.Errors)
        {
            switch (error.SymbolResult)
            {
                case OptionResult { Option: var option } when parsed.GetResult(option) is { Implicit: false }:
                    yield return string.Format(null, Texts.OptionWrong.In(language), option.Name, option.HelpName ?? option.Description);
                    break;
                case ArgumentResult { Argument: var argument, Parent: OptionResult { Option: var option } }:
                    yield return string.Format(null, Texts.OptionWrong.In(language), option.Name, option.HelpName ?? argument.Description ?? option.Description);
                    break;
                case ArgumentResult { Argument: var argument }:
                    yield return string.Format(null, Texts.ArgumentWrong.In(language), argument.Name, argument.Description);
                    break;
            }
        }
    }
}
