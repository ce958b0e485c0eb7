using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Records.HealthInsurance;

internal sealed class HealthInsuranceOptions
{
    public const string Section = "HealthInsurance";

    /// <summary>Default: none, the system is not asked. Scheme, host and port of the insurance's look-up.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>What the look-up wants in its header; required once there is an address.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Default: 30 days. A citizen about whom something becomes known again is not looked up again before.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromDays(30);

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class HealthInsuranceOptionsValidator : IValidateOptions<HealthInsuranceOptions>;
