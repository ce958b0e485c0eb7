using HueS.Integration.Upstreams;

namespace HueS.Integration.Verification;

/// <summary>Why a check waits, in codes a caller may see.</summary>
internal static class PendingReason
{
    public const string BeingAsked = "being_asked";
    public const string RegisterUnreachable = "register_unreachable";
    public const string RegisterBusy = "register_busy";
    public const string RegisterQuarantined = "register_quarantined";

    /// <summary>The list it stands in was paused by its client.</summary>
    public const string ListPaused = "list_paused";

    public static string Of(UnavailableReason reason) => reason switch
    {
        UnavailableReason.Quarantined => RegisterQuarantined,
        UnavailableReason.Throttled or UnavailableReason.QuotaSpent or UnavailableReason.BulkheadFull => RegisterBusy,
        _ => RegisterUnreachable,
    };
}
