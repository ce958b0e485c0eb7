using System.CommandLine;
using HueS.Integration.Cli.SignIn;
using HueS.Integration.Client;

namespace HueS.Integration.Cli;

/// <summary>One command as it was given.</summary>
internal sealed class Call(ParseResult parsed, Session session, ContextBook contexts, string? context) : IDisposable
{
    private HuesClient? _client;

    public Session Session => session;

    public ContextBook Contexts => contexts;

    /// <summary>The name given by <c>--context</c>; absent where the current one is meant.</summary>
    public string? ContextName => context;

    /// <summary>Made once it is needed, so that what needs no service asks for no context.</summary>
    public HuesClient Client => _client ??= contexts.Connect(contexts.Get(context), session.Language);

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T Required<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Who acts: as given, as the environment says, or as the context remembers.</summary>
    public string Officer(Option<string?> option) =>
        Remembered(option, "HUES_OFFICER", one => one.Officer) ?? throw new UsageException(Texts.OfficerMissing);

    public string Purpose(Option<string?> option) =>
        Remembered(option, "HUES_PURPOSE", one => one.Purpose) ?? throw new UsageException(Texts.PurposeMissing);

    public void Dispose() => _client?.Dispose();

    private string? Remembered(Option<string?> option, string variable, Func<ServerContext, string?> remembered) =>
        Value(option) is { Length: > 0 } given ? given
        : session.Around.Variable(variable) is { Length: > 0 } said ? said
        : remembered(contexts.Get(context));
}
