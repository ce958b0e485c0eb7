using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Access;

/// <summary>Which register operations a purpose is licensed for.</summary>
internal enum CheckKind
{
    /// <summary>The register only says yes or no.</summary>
    YesNo,

    /// <summary>The register shows its record, and we compare field by field.</summary>
    LookUp,
}

/// <summary>How much of an answer a client is told.</summary>
internal enum Detail
{
    /// <summary>Verified, not verified, or undecided.</summary>
    Outcome,

    /// <summary>The exact outcome, its reasons and how each field compared.</summary>
    Grades,
}

internal sealed class AccessOptions
{
    public const string Section = "Access";

    public List<PurposeOptions> Purposes { get; set; } = [];

    public List<ClientOptions> Clients { get; set; } = [];
}

/// <summary>A public-service procedure that is licensed to ask the register.</summary>
internal sealed class PurposeOptions
{
    public const string DefaultPolicy = "standard";

    /// <summary>Procedure code as the register knows it.</summary>
    [Required, StringLength(20, MinimumLength = 1)]
    public string Code { get; set; } = "";

    /// <summary>Default: LookUp.</summary>
    public CheckKind Check { get; set; } = CheckKind.LookUp;

    /// <summary>Default: true. Ask whether the person is alive; a look-up alone does not say.</summary>
    public bool VitalStatus { get; set; } = true;

    /// <summary>Default: false. People verified for it have their health-insurance membership looked up, by name and birth date where no number is known.</summary>
    public bool Memberships { get; set; }

    /// <summary>Default: standard. Name of the verification policy: which grades verify, which go to a person, which differ.</summary>
    [Required]
    public string Policy { get; set; } = DefaultPolicy;

    /// <summary>Default: 10 min. How long an answer about the same claim serves again.</summary>
    public TimeSpan ReuseWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Default: 24 h. After this without an answer a person takes over.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromHours(24);
}

/// <summary>A sister service and what it may do.</summary>
internal sealed class ClientOptions
{
    /// <summary>Its <c>client_id</c> in tokens.</summary>
    [Required]
    public string Id { get; set; } = "";

    /// <summary>What it is told, by purpose code. A purpose that is not listed is not allowed.</summary>
    public Dictionary<string, Detail> Purposes { get; set; } = [];

    /// <summary>Default: none. The record systems whose records it tells us, such as <c>payments</c>.</summary>
    public List<string> Records { get; set; } = [];

    /// <summary>Default: none. Which kinds of doubt its officers may decide: <c>verification</c>, <c>profile</c>, <c>link</c>.</summary>
    public List<string> Reviews { get; set; } = [];
}
