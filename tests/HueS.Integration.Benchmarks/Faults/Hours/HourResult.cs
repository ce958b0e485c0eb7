namespace HueS.Integration.Benchmarks.Faults.Hours;

/// <summary>What came of an hour.</summary>
/// <param name="InTime">Answered 200 or 202 within the caller's deadline and half a second.</param>
/// <param name="WorstClient">The same as a share of the calls of the client who fared worst.</param>
/// <param name="PutOff">Given a place in the queue.</param>
/// <param name="Wrong">As for any fault: outcomes nobody deserves, checks lost, kept twice or ended twice.</param>
/// <param name="Unsettled">Without an outcome when the bound was over.</param>
/// <param name="Waiting">In the queue when the fault had gone.</param>
/// <param name="Questions">That left for the register while the hour lasted.</param>
/// <param name="SettlingQuestions">That left after it, until the last check was settled.</param>
/// <param name="Settling">From the fault's end until the last check was settled.</param>
/// <param name="Elapsed">From the first call to the last check settled.</param>
internal sealed record HourResult(
    Hour Hour,
    int Calls,
    int InTime,
    double WorstClient,
    int PutOff,
    int Wrong,
    int Unsettled,
    long Waiting,
    long Questions,
    long SettlingQuestions,
    TimeSpan Settling,
    TimeSpan Elapsed)
{
    /// <summary>How much of the quota settling took.</summary>
    public double SettlingMinutesOfQuota => SettlingQuestions * 15 / Hour.QuarterOfQuota;

    /// <summary>How long settling took by the hour's own clock.</summary>
    public double SettlingMinutes => (Settling * Hour.Compression).TotalMinutes;

    /// <summary>Everything asked, against what the quota lets through in that time; more than 1 would be more than it does.</summary>
    public double OfQuota => (Questions + SettlingQuestions) / (Hour.QuotaPerSecond * (Elapsed.TotalSeconds + 2));
}
