using System.Text.Json;
using HueS.Integration.Client.Tokens;

namespace HueS.Integration.Cli.SignIn;

/// <summary>Keeps a context's token between two commands. One that others can read, or that was given to another client, counts as none.</summary>
internal sealed class FileTokenCache(string path, ServerContext context) : TokenCache
{
    public override AccessToken? Read()
    {
        if (!File.Exists(path) || !PrivateFile.IsPrivate(path))
            return null;
        try
        {
            var kept = JsonSerializer.Deserialize(File.ReadAllText(path), SignInJson.Default.KeptToken);
            return kept is not null && kept.ClientId == context.ClientId && kept.TokenAddress == context.TokenAddress
                ? new AccessToken(kept.Token, kept.ExpiresAt)
                : null;
        }
        catch (JsonException)
        {
            // A torn file is as good as none: another token is fetched.
            return null;
        }
    }

    public override void Keep(AccessToken? token)
    {
        if (token is not null)
            PrivateFile.Write(path, JsonSerializer.Serialize(
                new KeptToken(token.Value, token.ExpiresAt, context.ClientId, context.TokenAddress), SignInJson.Default.KeptToken));
        else if (File.Exists(path))
            File.Delete(path);
    }
}
