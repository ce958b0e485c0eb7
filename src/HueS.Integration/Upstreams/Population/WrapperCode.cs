namespace HueS.Integration.Upstreams.Population;

/// <summary>The codes with which provincial wrappers refuse. Only these two were ever seen; any other says nothing we know.</summary>
internal static class WrapperCode
{
    private const string ProcedureNotLicensed = "004";
    private const string OfficerNotEntitled = "005";

    public static UpstreamException Meaning(string? code) => code switch
    {
        ProcedureNotLicensed => new UpstreamRefusedException(RefusalReason.ProcedureNotLicensed),
        OfficerNotEntitled => new UpstreamRefusedException(RefusalReason.OfficerNotEntitled),
        _ => UpstreamUnavailableException.Indeterminate("wrapper code"),
    };
}
