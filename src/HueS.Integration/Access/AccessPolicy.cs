using Microsoft.Extensions.Options;

namespace HueS.Integration.Access;

/// <summary>What one client may ask and learn for one purpose.</summary>
internal sealed record Permit(PurposeOptions Purpose, Detail Detail);

/// <summary>The policy rows: what no row allows, nobody learns.</summary>
internal sealed class AccessPolicy(IOptions<AccessOptions> options)
{
    private readonly Dictionary<string, PurposeOptions> _purposes =
        options.Value.Purposes.ToDictionary(purpose => purpose.Code, StringComparer.Ordinal);

    private readonly Dictionary<string, ClientOptions> _clients =
        options.Value.Clients.ToDictionary(client => client.Id, StringComparer.Ordinal);

    /// <summary>
    /// <c>null</c> where the purpose is unknown or not this client's: the two look alike, so that nobody can try out codes.
    /// </summary>
    public Permit? For(string clientId, string purposeCode) =>
        _purposes.TryGetValue(purposeCode, out var purpose) && DetailOf(clientId, purposeCode) is { } detail
            ? new Permit(purpose, detail)
            : null;

    /// <summary>The detail of an answer given earlier; a row withdrawn since then leaves only the bare outcome.</summary>
    public Detail DetailNow(string clientId, string purposeCode) => DetailOf(clientId, purposeCode) ?? Detail.Outcome;

    /// <summary>The purposes a row of the client's names.</summary>
    public IReadOnlyCollection<string> PurposesOf(string clientId) =>
        _clients.TryGetValue(clientId, out var client) ? client.Purposes.Keys : [];

    /// <summary>Whether the client tells us this system's records.</summary>
    public bool TellsRecordsOf(string clientId, string system) =>
        _clients.TryGetValue(clientId, out var client) && client.Records.Contains(system, StringComparer.Ordinal);

    /// <summary>Whether the membership of somebody verified for the purpose may be looked up.</summary>
    public bool LooksUpMemberships(string purposeCode) =>
        _purposes.TryGetValue(purposeCode, out var purpose) && purpose.Memberships;

    /// <summary>The purposes for which that is so.</summary>
    public IReadOnlyList<string> PurposesWithMemberships =>
        [.. _purposes.Values.Where(purpose => purpose.Memberships).Select(purpose => purpose.Code)];

    /// <summary>Name of the verification policy of a purpose, which may be unknown by now.</summary>
    public string VerificationPolicyOf(string purposeCode) =>
        _purposes.TryGetValue(purposeCode, out var purpose) ? purpose.Policy : PurposeOptions.DefaultPolicy;

    /// <summary>Which kinds of doubt the client's officers may decide.</summary>
    public IReadOnlyList<string> ReviewsOf(string clientId) =>
        _clients.TryGetValue(clientId, out var client) ? client.Reviews : [];

    private Detail? DetailOf(string clientId, string purposeCode) =>
        _clients.TryGetValue(clientId, out var client) && client.Purposes.TryGetValue(purposeCode, out var detail)
            ? detail
            : null;
}
