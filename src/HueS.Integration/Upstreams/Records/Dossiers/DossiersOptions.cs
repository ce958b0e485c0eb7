using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Records.Dossiers;

internal sealed class DossiersOptions
{
    public const string Section = "Dossiers";

    /// <summary>Scheme, host and port of the dossier system.</summary>
    [Required(ErrorMessage = "Dossiers:BaseAddress is missing: give the address of the dossier system, such as https://host/.")]
    public Uri? BaseAddress { get; set; }

    [Required(ErrorMessage = "Dossiers:Token is missing: give the bearer token of the dossier system.")]
    public string Token { get; set; } = "";

    /// <summary>
    /// Default: <c>000.00.00.H57-250131-0001</c> and <c>H57.00.00-250131-0001</c>, any digits. The circular that fixes the form
    /// could not be read, hence a setting.
    /// </summary>
    [Required]
    [StringSyntax(StringSyntaxAttribute.Regex)]
    public string NumberPattern { get; set; } = @"^([0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2}|H[0-9]{2}(\.[0-9]{2}){2})-[0-9]{6}-[0-9]{4,6}$";

    /// <summary>When it is asked for what changed.</summary>
    [ValidateObjectMembers]
    public PullOptions Pull { get; set; } = new();

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();

    /// <summary>Numbers come from outside: the pattern is matched in linear time, which not every pattern allows.</summary>
    public Regex CompiledPattern => new(NumberPattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public bool HasUsablePattern
    {
        get
        {
            try
            {
                return CompiledPattern is not null;
            }
            catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
            {
                return false;
            }
        }
    }
}

[OptionsValidator]
internal sealed partial class DossiersOptionsValidator : IValidateOptions<DossiersOptions>;
