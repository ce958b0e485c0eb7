using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;

namespace HueS.Integration.Sandbox;

/// <summary>What the service is told about its surroundings here.</summary>
internal static class ServiceSettings
{
    public static Dictionary<string, string> For(
        string address, string ownerConnection, string serviceConnection, string keyRing, Uri issuer, Uri population, Uri dossiers)
    {
        var stub = new StubOptions();
        var settings = new Dictionary<string, string>
        {
            ["urls"] = address,
            // The sandbox keeps the log in a file: the console belongs to the person.
            ["Logging:Console:LogLevel:Default"] = "None",
            ["Server:DrainDelay"] = "00:00:00",
            ["Storage:ConnectionString"] = serviceConnection,
            ["Storage:OwnerConnectionString"] = ownerConnection,
            ["Protection:KeyRingFile"] = keyRing,
            ["Access:Authority"] = issuer.ToString(),
            ["Access:Audience"] = TokenIssuer.Audience,
            ["Population:BaseAddress"] = population.ToString(),
            ["Population:Username"] = stub.Username,
            ["Population:SecretKey"] = stub.SecretKey,
            // The stub has no quota, and a person who tries things out no patience for the caution due to a real register.
            ["Population:Pipeline:QuotaPerSecond"] = "500",
            ["Population:Pipeline:QuotaBurst"] = "200",
            ["Population:Pipeline:ShortestBreak"] = "00:00:02",
            ["Population:Pipeline:LongestBreak"] = "00:00:04",
            ["Verification:FirstDelay"] = "00:00:01",
            ["Verification:LongestDelay"] = "00:00:05",
            ["Verification:Lease"] = "00:00:15",
            ["Dossiers:BaseAddress"] = dossiers.ToString(),
            ["Dossiers:Token"] = stub.DossiersToken,
            ["Dossiers:Pipeline:QuotaPerSecond"] = "500",
            ["Dossiers:Pipeline:QuotaBurst"] = "200",
            ["Dossiers:Pipeline:ShortestBreak"] = "00:00:02",
            ["Dossiers:Pipeline:LongestBreak"] = "00:00:04",
            ["Access:Clients:0:Id"] = SandboxClient.Portal.Id,
            ["Access:Clients:1:Id"] = SandboxClient.Kiosk.Id,
        };

        foreach (var (at, purpose) in Procedure.All.Index())
        {
            settings[$"Access:Purposes:{at}:Code"] = purpose.Code;
            settings[$"Access:Clients:0:Purposes:{purpose.Code}"] = "Grades";
            settings[$"Access:Clients:1:Purposes:{purpose.Code}"] = "Outcome";
        }

        return settings;
    }

    public static string[] AsArguments(this Dictionary<string, string> settings) =>
        [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
}
