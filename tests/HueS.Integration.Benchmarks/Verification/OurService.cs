using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Server;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>The service as it is shipped, put together by its own host, in a process of its own.</summary>
internal static class OurService
{
    /// <summary>One question to the register: the fair counterpart of the floor's one call.</summary>
    public const string OneCall = "bench.one";

    /// <summary>Two: the look-up, then whether the person is alive.</summary>
    public const string TwoCalls = "bench.two";

    public static async Task<int> ServeAsync(string[] settings)
    {
        await Child.ServeAsync(ServerHost.Build(settings));
        return 0;
    }

    /// <summary>Reuse is off, so that every verification asks; limits that guard a real register are out of the way.</summary>
    public static string[] Settings(string connection, string keyRing, Uri issuer, Uri register)
    {
        var stub = new StubOptions();
        return
        [
            "--urls=http://127.0.0.1:0",
            "--Logging:Console:LogLevel:Default=Error",
            "--Server:DrainDelay=00:00:00",
            $"--Storage:ConnectionString={connection}",
            $"--Protection:KeyRingFile={keyRing}",
            $"--Access:Authority={issuer}",
            $"--Access:Audience={TokenIssuer.Audience}",
            $"--Population:Ndxp:BaseAddress={register}",
            $"--Population:Ndxp:Username={stub.Username}",
            $"--Population:Ndxp:SecretKey={stub.SecretKey}",
            "--Population:Ndxp:Pipeline:Quota:PerSecond=1000000",
            "--Population:Ndxp:Pipeline:Quota:Burst=1000000",
            "--Population:Ndxp:Pipeline:Concurrency=64",
            "--Population:Ndxp:Pipeline:Queue=1000",
            // Nobody asks for dossiers here.
            $"--Dossiers:BaseAddress={register}",
            $"--Dossiers:Token={stub.DossiersToken}",
            $"--Access:Purposes:0:Code={OneCall}",
            "--Access:Purposes:0:VitalStatus=false",
            "--Access:Purposes:0:ReuseWindow=00:00:00",
            $"--Access:Purposes:1:Code={TwoCalls}",
            "--Access:Purposes:1:ReuseWindow=00:00:00",
            $"--Access:Clients:0:Id={SandboxClient.Portal.Id}",
            $"--Access:Clients:0:Purposes:{OneCall}=Grades",
            $"--Access:Clients:0:Purposes:{TwoCalls}=Grades",
        ];
    }
}
