namespace HueS.Integration.Benchmarks.Faults;

/// <summary>What is asked of the service in every fault.</summary>
internal static class FaultClaim
{
    public static object Of(string number, string name, string birthDate) => new
    {
        purpose = FaultSettings.Purpose,
        caseReference = "H57-2026/00001",
        officer = "cb.001",
        subject = new { number, name, birthDate },
    };
}
