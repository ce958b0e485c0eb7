namespace HueS.Integration.Sandbox.Tokens;

/// <summary>An invented sister service. Its secret opens nothing but a sandbox on this machine.</summary>
/// <param name="Id">Its <c>client_id</c>.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Scopes">What it may ask for, and gets where it asks for nothing.</param>
/// <param name="Why">What it is for, for the person who reads the list.</param>
internal sealed record SandboxClient(string Id, string Secret, IReadOnlyList<string> Scopes, string Why)
{
    public static readonly SandboxClient Portal = new("portal", "portal-invented-secret", ["verifications", "profiles", "batches"], "sees how each field compared");

    public static readonly SandboxClient Kiosk = new("kiosk", "kiosk-invented-secret", ["verifications", "batches"], "is only told verified or not");

    public static readonly SandboxClient Operator = new("operator", "operator-invented-secret", ["register", "profiles", "links", "runs"], "releases a quarantined route, decides links and who is one person, reconciles");

    public static readonly SandboxClient Wallet = new("wallet", "wallet-invented-secret", ["records"], "tells payments");

    public static readonly SandboxClient Ward = new("ward", "ward-invented-secret", ["records"], "sends lists of who attended a class");

    public static readonly SandboxClient Reviewer = new("reviewer", "reviewer-invented-secret", ["review"], "decides what machines must not");

    public static readonly SandboxClient Approver = new("approver", "approver-invented-secret", ["review", "review.approve", "runs", "runs.approve"], "agrees as the second person");

    public static readonly SandboxClient Trainer = new("trainer", "trainer-invented-secret", ["review.seed"], "measures how people decide");

    public static readonly IReadOnlyList<SandboxClient> All = [Portal, Kiosk, Operator, Wallet, Ward, Reviewer, Approver, Trainer];
}
