namespace HueS.Integration.Upstreams.Records.Dossiers;

/// <summary>An administrative-procedure file at a one-stop desk or the public-service portal.</summary>
/// <param name="Status">The portal's code; what the codes mean is configuration.</param>
internal sealed record Dossier(
    string Number,
    string ProcedureCode,
    string Status,
    DateTimeOffset? ReceivedAt,
    HolderClaim Holder)
{
    /// <summary>When its result was handed over.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
}
