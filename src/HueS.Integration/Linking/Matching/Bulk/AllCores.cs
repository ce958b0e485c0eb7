namespace HueS.Integration.Linking.Matching.Bulk;

/// <summary>One thread a core: work that never waits gains nothing from more, and each holds memory.</summary>
internal static class AllCores
{
    public static ParallelOptions Options { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
}
