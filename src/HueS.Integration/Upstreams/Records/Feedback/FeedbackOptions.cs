using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Records.Feedback;

internal sealed class FeedbackOptions
{
    public const string Section = "Feedback";

    /// <summary>Default: none, the system is not asked. Scheme, host and port of the feedback service.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>What the service wants in its own header; required once there is an address.</summary>
    public string Token { get; set; } = "";

    /// <summary>When it is asked. Its lists know no changes, so a look reads all of them.</summary>
    [ValidateObjectMembers]
    public PullOptions Pull { get; set; } = new();

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class FeedbackOptionsValidator : IValidateOptions<FeedbackOptions>;
