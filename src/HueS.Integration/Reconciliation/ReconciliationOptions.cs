using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Reconciliation;

internal sealed class ReconciliationOptions
{
    public const string Section = "Reconciliation";

    /// <summary>Default: 50. A run that would change more than so many people needs a second person, whatever it changes.</summary>
    [Range(0, 1_000_000)]
    public int ApprovalAbove { get; set; } = 50;

    /// <summary>Default: 8. People of a run one node asks about at the same time.</summary>
    [Range(1, 64)]
    public int ChecksAtOnce { get; set; } = 8;

    /// <summary>Default: 30 s. How long one node may work on a person before another takes them over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default: 15 min. How long the register is asked again about somebody before a run says that it could not look.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan UnreachableAfter { get; set; } = TimeSpan.FromMinutes(15);
}
