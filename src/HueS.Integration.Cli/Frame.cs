using System.CommandLine;
using HueS.Integration.Cli.SignIn;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>What every command has: its words, its examples, the shared options, and one translation of what stops it.</summary>
internal sealed class Frame
{
    private readonly Surroundings _around;
    private readonly Option<bool> _json;
    private readonly Option<string?> _context;

    public Frame(Surroundings around, Language language)
    {
        (_around, Language) = (around, language);
        _json = Option<bool>("--json", Texts.JsonOption);
        _context = Option<string?>("--context", Texts.ContextOption);
        var lang = Option<string?>(Languages.Option, Texts.LangOption);
        lang.AcceptOnlyFromAmong("vi", "en");
        Shared = [_json, lang, _context];
        foreach (var shared in Shared)
            shared.Recursive = true;
    }

    public Language Language { get; }

    public IReadOnlyList<Option> Shared { get; }

    public Option<T> Option<T>(string name, BilingualText about, bool required = false) =>
        new(name) { Description = about.In(Language), Required = required };

    /// <summary>One of the codes of the wire; of all of them where none are named.</summary>
    public Option<T?> Choice<T>(string name, BilingualText about, bool required = false, IReadOnlyList<T>? among = null)
        where T : struct, Enum
    {
        var option = Option<T?>(name, about, required);
        var codes = (among ?? Enum.GetValues<T>()).ToDictionary(value => HuesJson.Code(value));
        option.HelpName = string.Join('|', codes.Keys);
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. codes.Keys]);
        option.CustomParser = result =>
        {
            if (codes.TryGetValue(result.Tokens.Single().Value, out var value))
                return value;
            result.AddError(option.HelpName);
            return null;
        };
        return option;
    }

    public Option<Uri?> Address(string name, BilingualText about)
    {
        var option = Option<Uri?>(name, about);
        option.CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address))
                return address;
            result.AddError(name);
            return null;
        };
        return option;
    }

    public Argument<T> Argument<T>(string name, BilingualText about) => new(name) { Description = about.In(Language) };

    public Command Verb(string name, BilingualText about, string[] examples, Symbol[] takes, Func<Call, CancellationToken, Task<int>> run)
    {
        var verb = new Verb(name, about.In(Language), examples);
        foreach (var symbol in takes)
            verb.Take(symbol);
        verb.SetAction((parsed, cancellationToken) => RunAsync(parsed, run, cancellationToken));
        return verb;
    }

    public Command Group(string name, BilingualText about, string[] examples, params Command[] verbs)
    {
        var group = new Verb(name, about.In(Language), examples);
        foreach (var verb in verbs)
            group.Add(verb);
        return group;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<Call, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var session = new Session(_around, Language, parsed.GetValue(_json));
        using var call = new Call(parsed, session, new ContextBook(_around), parsed.GetValue(_context));
        try
        {
            return await run(call, cancellationToken);
        }
        catch (Exception stopped) when (Stops.Tell(stopped, session) is { } code)
        {
            return code;
        }
    }
}

/// <summary>A command with examples for its help.</summary>
internal sealed class Verb(string name, string about, IReadOnlyList<string> examples) : Command(name, about)
{
    public IReadOnlyList<string> Examples => examples;

    public void Take(Symbol symbol)
    {
        switch (symbol)
        {
            case Argument argument:
                Add(argument);
                break;
            case Option option:
                Add(option);
                break;
            case Command command:
                Add(command);
                break;
        }
    }
}
