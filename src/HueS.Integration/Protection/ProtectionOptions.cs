using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Protection;

internal sealed class ProtectionOptions
{
    public const string Section = "Protection";

    /// <summary>Path of the key ring: a JSON file only its owner may read.</summary>
    [Required(ErrorMessage = "Protection:KeyRingFile is missing: give the path of the key ring, a file only the service's user may read.")]
    public string KeyRingFile { get; set; } = "";
}
