namespace HueS.Integration.Linking.Records;

/// <summary>Names of the systems the city began with. Which systems there are, their registrations say.</summary>
internal static class RecordSystems
{
    public const string Dossiers = "dossiers";
    public const string Feedback = "feedback";
    public const string HealthInsurance = "health-insurance";
    public const string Payments = "payments";
    public const string Training = "training";
}
