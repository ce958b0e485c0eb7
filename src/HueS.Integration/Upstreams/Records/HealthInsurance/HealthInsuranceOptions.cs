using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Records.HealthInsurance;

internal sealed class HealthInsuranceOptions
{
    public const string Section = "HealthInsurance";

    /// <summary>Default: none, the system is not asked. Scheme, host and port of the insurance's look-up.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>What the look-up wants in its header; required once there is an address.</summary>
    public string ApiKey { get; set; } = "";

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class HealthInsuranceOptionsValidator : IValidateOptions<HealthInsuranceOptions>;
