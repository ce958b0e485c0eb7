using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.LgspJson;

/// <summary>A provincial platform that wraps the register in plain JSON. No two provinces agree, so whatever may differ is a setting.</summary>
internal sealed class LgspJsonOptions
{
    public const string Section = "Population:LgspJson";

    /// <summary>Scheme, host and port of the provincial platform.</summary>
    [Required(ErrorMessage = "Population:LgspJson:BaseAddress is missing: give the address of the provincial platform, such as https://host/.")]
    public Uri? BaseAddress { get; set; }

    /// <summary>Default: /population/v1. The operation follows it.</summary>
    [Required]
    public string Path { get; set; } = "/population/v1";

    /// <summary>Default: X-Api-Key. The header that carries the key.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9-]+$", ErrorMessage = "Population:LgspJson:ApiKeyHeader may hold letters, digits and dashes.")]
    public string ApiKeyHeader { get; set; } = "X-Api-Key";

    [Required(ErrorMessage = "Population:LgspJson:ApiKey is missing.")]
    public string ApiKey { get; set; } = "";

    /// <summary>Default: 000.00.00.H57. The asking agency.</summary>
    [Required]
    [StringLength(35)]
    public string Agency { get; set; } = "000.00.00.H57";

    /// <summary>Default: 000. The code of an envelope that holds an answer.</summary>
    [Required]
    public string SuccessCode { get; set; } = "000";

    /// <summary>Default: active. A number that stands.</summary>
    [Required]
    public string ActiveNumber { get; set; } = "active";

    /// <summary>Default: replaced. A number that another one replaced.</summary>
    [Required]
    public string ReplacedNumber { get; set; } = "replaced";

    /// <summary>Default: alive.</summary>
    [Required]
    public string AliveCode { get; set; } = "alive";

    /// <summary>Default: dead.</summary>
    [Required]
    public string DeadCode { get; set; } = "dead";

    /// <summary>Default: missing.</summary>
    [Required]
    public string MissingCode { get; set; } = "missing";

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class LgspJsonOptionsValidator : IValidateOptions<LgspJsonOptions>;
