using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>How the service is set while faults strike it. What is not named here is as in production; the breaker is.</summary>
internal static class FaultSettings
{
    public const string Purpose = "fault.one";

    /// <summary>When a caller has an answer, or a place in the queue.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>How long a node may be away before another takes over what it worked on.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    /// <summary>Fewer attempts never open the breaker: so many a fault strikes before it is shielded off.</summary>
    public const int BreakerMinimum = 10;

    /// <summary>What an open breaker would answer in the fault's stead. For the fault that measures the retries themselves.</summary>
    public static readonly IReadOnlyList<string> BreakerOff = ["--Population:Ndxp:Pipeline:BreakerMinimum=10000"];

    /// <summary>Who asks. The first asks most.</summary>
    public static readonly IReadOnlyList<SandboxClient> Clients = [SandboxClient.Portal, SandboxClient.Kiosk];

    /// <summary>Deferred checks wait until the run says so: what is counted in a fault is asked by the callers alone.</summary>
    public static string[] Usual(string connection, string keyRing, Uri issuer, Uri register, Stubs stubs)
    {
        var stub = new StubOptions();
        return
        [
            "--urls=http://127.0.0.1:0",
            "--Logging:Console:LogLevel:Default=None",
            "--Server:DrainDelay=00:00:00.5",
            $"--Storage:ConnectionString={connection}",
            $"--Protection:KeyRingFile={keyRing}",
            $"--Access:Authority={issuer}",
            $"--Access:Audience={TokenIssuer.Audience}",
            $"--Population:Ndxp:BaseAddress={register}",
            $"--Population:Ndxp:Username={stub.Username}",
            $"--Population:Ndxp:SecretKey={stub.SecretKey}",
            // What stands between the two has an address, and perhaps a scheme, of its own.
            "--Population:Ndxp:HashedAddress=Path",
            "--Population:Ndxp:Pipeline:AttemptTimeout=00:00:00.5",
            "--Population:Ndxp:Pipeline:Quota:PerSecond=10000",
            "--Population:Ndxp:Pipeline:Quota:Burst=10000",
            // A second instead of fifteen, so that the fault strikes again after it, and what waits is settled soon.
            "--Population:Ndxp:Pipeline:ShortestBreak=00:00:01",
            "--Population:Ndxp:Pipeline:LongestBreak=00:00:02",
            $"--Dossiers:BaseAddress={stubs.DossiersAddress}",
            $"--Dossiers:Token={stub.DossiersToken}",
            $"--Verification:AnswerWithin={AnswerWithin}",
            "--Verification:FirstDelay=00:10:00",
            "--Verification:LongestDelay=00:10:00",
            $"--Verification:Lease={Lease}",
            $"--Access:Purposes:0:Code={Purpose}",
            "--Access:Purposes:0:VitalStatus=false",
            "--Access:Purposes:0:ReuseWindow=00:00:00",
            .. Clients.SelectMany((client, at) => (string[])[$"--Access:Clients:{at}:Id={client.Id}", $"--Access:Clients:{at}:Purposes:{Purpose}=Grades"]),
        ];
    }
}
