using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Linking.Records;

/// <summary>The systems whose records are linked. The names are stored; they never change.</summary>
internal static class RecordSystems
{
    public const string Dossiers = "dossiers";
    public const string Feedback = "feedback";
    public const string HealthInsurance = "health-insurance";
    public const string Payments = "payments";
    public const string Training = "training";

    public static IReadOnlyList<string> All { get; } = [Dossiers, Feedback, HealthInsurance, Payments, Training];
}
