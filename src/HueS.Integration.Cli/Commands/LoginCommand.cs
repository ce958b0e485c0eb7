using System.CommandLine;
using HueS.Integration.Cli.SignIn;
using HueS.Integration.Client;

namespace HueS.Integration.Cli.Commands;

/// <summary>Signing in: a server gets a name, and its token is kept.</summary>
internal static class LoginCommand
{
    private const string Usual = "default";

    public static Command Of(Frame frame)
    {
        var server = frame.Address("--server", Texts.ServerOption);
        var issuer = frame.Address("--token-address", Texts.TokenAddressOption);
        var credentials = frame.Option<string?>("--credentials", Texts.CredentialsOption);
        var officer = frame.Option<string?>("--officer", Texts.LoginOfficer);
        var purpose = frame.Option<string?>("--purpose", Texts.LoginPurpose);
        return frame.Verb(
            "login",
            Texts.Login,
            [
                "hues login --server https://hues.example.vn --token-address https://id.example.vn/connect/token",
                "hues login --context test --server http://127.0.0.1:5080 --token-address http://127.0.0.1:5081/connect/token --credentials ~/.hues-test.json",
                "HUES_CLIENT_ID=portal HUES_CLIENT_SECRET=… hues login --server … --token-address …",
            ],
            [server, issuer, credentials, officer, purpose],
            async (call, cancellationToken) =>
            {
                var name = call.ContextName ?? Usual;
                ContextBook.CheckName(name);
                var list = call.Contexts.Read();
                var before = list.Contexts.FirstOrDefault(one => one.Name == name);
                var (id, secret, file) = await CredentialsAsync(call, (call.Value(credentials) is { } given ? Path.GetFullPath(given) : null) ?? before?.Credentials, cancellationToken);
                var context = new ServerContext(
                    name,
                    call.Value(server) ?? before?.Server ?? throw new UsageException(Texts.ServerNeeded),
                    call.Value(issuer) ?? before?.TokenAddress ?? throw new UsageException(Texts.ServerNeeded),
                    id,
                    file,
                    call.Value(officer) ?? before?.Officer,
                    call.Value(purpose) ?? before?.Purpose);

                // Only what the issuer accepts is kept; a token of before must not stand in for it.
                var cache = new FileTokenCache(call.Contexts.TokenPath(name), context);
                cache.Keep(null);
                using var client = call.Contexts.Create(new HuesClientOptions
                {
                    BaseAddress = context.Server,
                    TokenAddress = context.TokenAddress,
                    ClientId = id,
                    ClientSecret = secret,
                    TokenCache = cache,
                });
                var until = await client.Service.SignInAsync(cancellationToken);
                call.Contexts.Write(new ContextList([.. list.Contexts.Where(one => one.Name != name), context], name));

                call.Session.Say(Texts.SignedIn, context.Server, name, Session.Moment(until));
                if (file is null)
                    call.Session.Note(Texts.NotRenewed);
                return Exit.Done;
            });
    }

    private static async Task<(string Id, string Secret, string? File)> CredentialsAsync(Call call, string? file, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            var read = ContextBook.ReadCredentials(file);
            return (read.ClientId, read.ClientSecret, file);
        }

        var variable = call.Session.Around.Variable;
        if (variable("HUES_CLIENT_ID") is { Length: > 0 } id && variable("HUES_CLIENT_SECRET") is { Length: > 0 } secret)
            return (id, secret, null);
        return (
            await call.Session.AskAsync(Texts.AskClientId, cancellationToken),
            await call.Session.AskSecretlyAsync(Texts.AskClientSecret, cancellationToken),
            null);
    }
}
