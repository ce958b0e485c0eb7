using System.ComponentModel.DataAnnotations;
using HueS.Integration.Upstreams.Population.Soap;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.LgspSoap;

/// <summary>
/// A provincial platform that takes and gives the register's SOAP as text inside JSON, for a token. No two provinces agree,
/// so whatever may differ is a setting.
/// </summary>
internal sealed class LgspSoapOptions
{
    public const string Section = "Population:LgspSoap";

    /// <summary>Scheme, host and port of the provincial platform.</summary>
    [Required(ErrorMessage = "Population:LgspSoap:BaseAddress is missing: give the address of the provincial platform, such as https://host/.")]
    public Uri? BaseAddress { get; set; }

    /// <summary>Default: /csdldc. The operation's name follows it.</summary>
    [Required]
    public string Path { get; set; } = "/csdldc";

    /// <summary>Default: /token.</summary>
    [Required]
    public string TokenPath { get; set; } = "/token";

    [Required(ErrorMessage = "Population:LgspSoap:ClientId is missing.")]
    public string ClientId { get; set; } = "";

    [Required(ErrorMessage = "Population:LgspSoap:ClientSecret is missing.")]
    public string ClientSecret { get; set; } = "";

    /// <summary>Default: 60 s. A token is replaced so long before it expires; a shorter-lived one at half its life.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan TokenMargin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Default: 000. The code of an envelope that holds an answer.</summary>
    [Required]
    public string SuccessCode { get; set; } = "000";

    /// <summary>Default: X-Road-Id. The header in which an answer names the request it belongs to.</summary>
    [Required]
    public string EchoHeader { get; set; } = Wire.RequestId;

    [ValidateObjectMembers]
    public SoapDialect Soap { get; set; } = new();

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class LgspSoapOptionsValidator : IValidateOptions<LgspSoapOptions>;
