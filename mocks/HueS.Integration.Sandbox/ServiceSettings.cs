using HueS.Integration.Linking;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;

namespace HueS.Integration.Sandbox;

/// <summary>What the service is told about its surroundings here.</summary>
internal static class ServiceSettings
{
    /// <summary>A person who tries things out should not wait long for what a record system tells.</summary>
    private const string LookEvery = "00:00:10";

    public static Dictionary<string, string> For(
        string address,
        string ownerConnection,
        string serviceConnection,
        string keyRing,
        Uri issuer,
        Stubs stubs,
        IReadOnlyList<string> routes)
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
            ["Population:Ndxp:BaseAddress"] = stubs.PopulationAddress.ToString(),
            ["Population:Ndxp:Username"] = stub.Username,
            ["Population:Ndxp:SecretKey"] = stub.SecretKey,
            ["Population:LgspSoap:BaseAddress"] = stubs.LgspSoap.Address.ToString(),
            ["Population:LgspSoap:ClientId"] = stub.LgspClientId,
            ["Population:LgspSoap:ClientSecret"] = stub.LgspClientSecret,
            ["Population:LgspJson:BaseAddress"] = stubs.LgspJson.Address.ToString(),
            ["Population:LgspJson:ApiKey"] = stub.LgspApiKey,
            ["Verification:FirstDelay"] = "00:00:01",
            ["Verification:LongestDelay"] = "00:00:05",
            ["Verification:Lease"] = "00:00:15",
            ["Reconciliation:Lease"] = "00:00:05",
            ["Dossiers:BaseAddress"] = stubs.DossiersAddress.ToString(),
            ["Dossiers:Token"] = stub.DossiersToken,
            ["Dossiers:Pull:Every"] = LookEvery,
            ["Feedback:BaseAddress"] = stubs.Feedback.Address.ToString(),
            ["Feedback:Token"] = stub.FeedbackToken,
            ["Feedback:Pull:Every"] = LookEvery,
            ["HealthInsurance:BaseAddress"] = stubs.HealthInsurance.Address.ToString(),
            ["HealthInsurance:ApiKey"] = stub.HealthInsuranceKey,
            ["Access:Clients:0:Id"] = SandboxClient.Portal.Id,
            ["Access:Clients:1:Id"] = SandboxClient.Kiosk.Id,
            // What machines link is linked for this purpose; whoever is to see why, is granted it.
            ["Access:Purposes:records:Code"] = RecordLinker.Purpose,
            [$"Access:Clients:0:Purposes:{RecordLinker.Purpose}"] = "Grades",
            ["Access:Clients:operator:Id"] = SandboxClient.Operator.Id,
            [$"Access:Clients:operator:Purposes:{RecordLinker.Purpose}"] = "Grades",
            ["Access:Clients:wallet:Id"] = SandboxClient.Wallet.Id,
            ["Access:Clients:wallet:Records:0"] = "payments",
            ["Access:Clients:ward:Id"] = SandboxClient.Ward.Id,
            ["Access:Clients:ward:Records:0"] = "training",
            ["Access:Clients:reviewer:Id"] = SandboxClient.Reviewer.Id,
            ["Access:Clients:reviewer:Reviews:0"] = "verification",
            ["Access:Clients:reviewer:Reviews:1"] = "profile",
            ["Access:Clients:reviewer:Reviews:2"] = "link",
            ["Access:Clients:reviewer:Reviews:3"] = "citizen",
            ["Access:Clients:reviewer:Reviews:4"] = "unlinking",
            ["Access:Clients:approver:Id"] = SandboxClient.Approver.Id,
            [$"Access:Clients:approver:Purposes:{RecordLinker.Purpose}"] = "Grades",
            ["Access:Clients:approver:Reviews:0"] = "verification",
            ["Access:Clients:approver:Reviews:1"] = "profile",
            ["Access:Clients:approver:Reviews:2"] = "link",
            ["Access:Clients:approver:Reviews:3"] = "citizen",
            ["Access:Clients:approver:Reviews:4"] = "unlinking",
        };

        foreach (var (at, route) in routes.Index())
            settings[$"Population:Routes:{at}"] = route;

        // The stubs have no quota, and a person who tries things out no patience for the caution due to a real register.
        foreach (var upstream in (string[])["Population:Ndxp", "Population:LgspSoap", "Population:LgspJson", "Dossiers", "Feedback", "HealthInsurance"])
        {
            settings[$"{upstream}:Pipeline:Quota:PerSecond"] = "500";
            settings[$"{upstream}:Pipeline:Quota:Burst"] = "200";
            settings[$"{upstream}:Pipeline:ShortestBreak"] = "00:00:02";
            settings[$"{upstream}:Pipeline:LongestBreak"] = "00:00:04";
        }

        foreach (var (at, purpose) in Procedure.All.Index())
        {
            settings[$"Access:Purposes:{at}:Code"] = purpose.Code;
            settings[$"Access:Purposes:{at}:Memberships"] = "true";
            settings[$"Access:Clients:0:Purposes:{purpose.Code}"] = "Grades";
            settings[$"Access:Clients:1:Purposes:{purpose.Code}"] = "Outcome";
            // Whoever reconciles, and whoever agrees to it, is shown what the register says.
            settings[$"Access:Clients:operator:Purposes:{purpose.Code}"] = "Grades";
            settings[$"Access:Clients:approver:Purposes:{purpose.Code}"] = "Grades";
        }

        return settings;
    }

    public static string[] AsArguments(this Dictionary<string, string> settings) =>
        [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
}
