using System.Text.Json;
using System.Text.RegularExpressions;
using HueS.Integration.Client;
using HueS.Integration.Client.Tokens;

namespace HueS.Integration.Cli.SignIn;

/// <summary>The servers this person works with. Where the environment names one, that one is meant and nothing is kept.</summary>
internal sealed partial class ContextBook(Surroundings around)
{
    private const string FromEnvironment = "environment";

    private string ListPath => Path.Combine(around.Folder, "contexts.json");

    public ContextList Read()
    {
        if (!File.Exists(ListPath))
            return new ContextList([]);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(ListPath), SignInJson.Default.ContextList) ?? new ContextList([]);
        }
        catch (JsonException)
        {
            throw new UsageException(Texts.ContextsUnreadable, ListPath);
        }
    }

    public void Write(ContextList list) => PrivateFile.Write(ListPath, JsonSerializer.Serialize(list, SignInJson.Default.ContextList));

    public static void CheckName(string name)
    {
        if (!Name().IsMatch(name) || name == FromEnvironment)
            throw new UsageException(Texts.ContextNameForm);
    }

    /// <summary>The one that is meant.</summary>
    public ServerContext Get(string? named)
    {
        if (named is null && EnvironmentContext() is { } said)
            return said;
        var list = Read();
        var name = named ?? Variable("HUES_CONTEXT") ?? list.Current ?? throw new UsageException(Texts.NoContext);
        return list.Contexts.FirstOrDefault(one => one.Name == name) ?? throw new UsageException(Texts.ContextUnknown, name);
    }

    public HuesClient Connect(ServerContext context, Language language)
    {
        var options = new HuesClientOptions
        {
            BaseAddress = context.Server,
            TokenAddress = context.TokenAddress,
            ClientId = context.ClientId,
            ClientSecret = SecretOf(context) ?? "",
            Language = language.Tag(),
            TokenCache = context.Name == FromEnvironment ? new MemoryTokenCache() : new FileTokenCache(TokenPath(context.Name), context),
        };
        return Create(options);
    }

    /// <summary>Makes a client, and says in the person's words which address does not fit.</summary>
    public HuesClient Create(HuesClientOptions options)
    {
        try
        {
            return HuesClient.Create(options, around.Time);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(Texts.AddressWrong, wrong.Message);
        }
    }

    public string TokenPath(string name) => Path.Combine(around.Folder, "tokens", $"{name}.json");

    /// <summary>The secret by which another token can be got; absent where only the last token is left.</summary>
    private string? SecretOf(ServerContext context) =>
        context.Credentials is { } file ? ReadCredentials(file).ClientSecret
        : Variable("HUES_CLIENT_ID") == context.ClientId ? Variable("HUES_CLIENT_SECRET")
        : null;

    public static CredentialFile ReadCredentials(string path)
    {
        if (!File.Exists(path))
            throw new UsageException(Texts.CredentialsMissing, path);
        if (!PrivateFile.IsPrivate(path))
            throw new UsageException(Texts.CredentialsOpen, path);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), SignInJson.Default.CredentialFile)
                ?? throw new UsageException(Texts.CredentialsForm, path);
        }
        catch (JsonException)
        {
            throw new UsageException(Texts.CredentialsForm, path);
        }
    }

    private ServerContext? EnvironmentContext() =>
        Uri.TryCreate(Variable("HUES_SERVER"), UriKind.Absolute, out var server)
        && Uri.TryCreate(Variable("HUES_TOKEN_ADDRESS"), UriKind.Absolute, out var tokens)
        && Variable("HUES_CLIENT_ID") is { } client
            ? new ServerContext(FromEnvironment, server, tokens, client)
            : null;

    private string? Variable(string name) => around.Variable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,39}\z")]
    private static partial Regex Name();
}
