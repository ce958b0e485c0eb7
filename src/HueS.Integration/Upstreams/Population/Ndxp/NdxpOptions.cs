using System.ComponentModel.DataAnnotations;
using HueS.Integration.Upstreams.Population.Soap;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.Ndxp;

internal enum TimestampUnit
{
    Seconds,
    Milliseconds,
}

/// <summary>Which address goes into the digest.</summary>
internal enum HashedAddress
{
    Full,
    Path,
    Literal,
}

/// <summary>The national register as SOAP over the national exchange platform. What no public document fixes is a setting.</summary>
internal sealed class NdxpOptions
{
    public const string Section = "Population:Ndxp";

    /// <summary>Scheme, host and port of the exchange platform.</summary>
    [Required(ErrorMessage = "Population:Ndxp:BaseAddress is missing: give the address of the exchange platform, such as https://host/.")]
    public Uri? BaseAddress { get; set; }

    /// <summary>Default: the register's address on the platform. The operation's name follows it.</summary>
    [Required]
    public string Path { get; set; } = "/r1/VN/GOV/000.00.00.G22/CSDLQGDC";

    /// <summary>Default: VN/GOV/H57/HUES. This service as a member of the platform.</summary>
    [Required]
    public string Client { get; set; } = "VN/GOV/H57/HUES";

    [Required(ErrorMessage = "Population:Ndxp:Username is missing.")]
    public string Username { get; set; } = "";

    [Required(ErrorMessage = "Population:Ndxp:SecretKey is missing.")]
    public string SecretKey { get; set; } = "";

    /// <summary>Default: Seconds.</summary>
    public TimestampUnit Timestamp { get; set; } = TimestampUnit.Seconds;

    /// <summary>Default: Full.</summary>
    public HashedAddress HashedAddress { get; set; } = HashedAddress.Full;

    /// <summary>Hashed when <see cref="HashedAddress"/> is Literal.</summary>
    public string HashedLiteral { get; set; } = "";

    /// <summary>Sent along as they are, such as an ApiKey.</summary>
    public Dictionary<string, string> ExtraHeaders { get; set; } = [];

    [ValidateObjectMembers]
    public SoapDialect Soap { get; set; } = new();

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();

    /// <summary>Where operations hang.</summary>
    public Uri ServiceAddress => new(BaseAddress!, Path.TrimEnd('/') + "/");
}

[OptionsValidator]
internal sealed partial class NdxpOptionsValidator : IValidateOptions<NdxpOptions>;
