using System.Text.Json;
using System.Text.Json.Serialization;
using HueS.Integration.Access;

namespace HueS.Integration.Verification;

/// <summary>The policies cannot be used as they are; the message says what to mend.</summary>
internal sealed class PolicyBookException(string message) : Exception($"Policies.json: {message}");

/// <summary>
/// Every policy ever published, oldest version first. A version in use is never edited: a stored case is explained by the
/// version it was decided with, so a change is a new version below the old one.
/// </summary>
internal sealed class PolicyBook
{
    private static readonly Lazy<PolicyBook> Embedded = new(ReadEmbedded);

    private PolicyBook(IReadOnlyList<Policy> policies) => Policies = policies;

    /// <summary>What travels inside the assembly.</summary>
    public static PolicyBook Published => Embedded.Value;

    public IReadOnlyList<Policy> Policies { get; }

    /// <summary>The newest version of each policy.</summary>
    public IEnumerable<Policy> Newest => Policies.GroupBy(policy => policy.Name).Select(versions => versions.Last());

    /// <summary>The newest version of a policy; <c>null</c> where none has the name.</summary>
    public Policy? Current(string name) => Policies.LastOrDefault(policy => policy.Name == name);

    /// <summary>The version a purpose decides with today.</summary>
    public Policy For(PurposeOptions purpose) =>
        Current(purpose.Policy) ?? throw new InvalidOperationException($"There is no policy '{purpose.Policy}'; the start should have been refused.");

    /// <summary>The policy a case was decided with; <c>null</c> where this version of the service does not know it.</summary>
    /// <param name="rulesVersion">As stored: <c>name/version</c>, or the bare version of the first slice, which knew one policy.</param>
    public Policy? Find(string rulesVersion) =>
        Policies.FirstOrDefault(policy => policy.Id == rulesVersion || (policy.Name == PurposeOptions.DefaultPolicy && policy.Version == rulesVersion));

    /// <exception cref="PolicyBookException">A table has a gap, contradicts itself or would let anybody pass.</exception>
    public static PolicyBook Parse(ReadOnlySpan<byte> utf8)
    {
        List<Policy> policies;
        try
        {
            policies = [.. JsonSerializer.Deserialize(utf8, PolicyContext.Default.ListStoredPolicy)!
                .Select(stored => new Policy(stored.Name, stored.Version, stored.Rules))];
        }
        catch (JsonException broken)
        {
            throw new PolicyBookException(broken.Message);
        }

        var faults = PolicyChecks.Of(policies).ToList();
        return faults.Count == 0 ? new PolicyBook(policies) : throw new PolicyBookException(string.Join(" ", faults));
    }

    private static PolicyBook ReadEmbedded()
    {
        using var stream = typeof(PolicyBook).Assembly.GetManifestResourceStream("Verification.Policies.json")
            ?? throw new PolicyBookException("the assembly lacks it.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}

/// <summary>A policy as the file holds it; <see cref="Why"/> is for whoever reads the file.</summary>
internal sealed record StoredPolicy(string Name, string Version, string Why, Dictionary<string, RuleResult> Rules);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<StoredPolicy>))]
internal sealed partial class PolicyContext : JsonSerializerContext;
