using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population;

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

internal enum WireDateForm
{
    /// <summary>yyyyMMdd</summary>
    Compact,

    /// <summary>yyyy-MM-dd</summary>
    Dashed,
}

/// <summary>
/// How the national register is reached from here. No public document fixes these things, and provinces differ, so all of
/// them are settings.
/// </summary>
internal sealed class PopulationOptions
{
    public const string Section = "Population";

    /// <summary>Default: ndxp. The name by which an operator stops and releases this way to the register.</summary>
    [Required]
    [RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "Population:Route may hold lower-case letters, digits and dashes.")]
    public string Route { get; set; } = "ndxp";

    /// <summary>Scheme, host and port of the exchange platform.</summary>
    [Required(ErrorMessage = "Population:BaseAddress is missing: give the address of the exchange platform, such as https://host/.")]
    public Uri? BaseAddress { get; set; }

    /// <summary>Default: the register's address on the platform. The operation's name follows it.</summary>
    [Required]
    public string Path { get; set; } = "/r1/VN/GOV/000.00.00.G22/CSDLQGDC";

    /// <summary>Default: VN/GOV/H57/HUES. This service as a member of the platform.</summary>
    [Required]
    public string Client { get; set; } = "VN/GOV/H57/HUES";

    [Required(ErrorMessage = "Population:Username is missing.")]
    public string Username { get; set; } = "";

    [Required(ErrorMessage = "Population:SecretKey is missing.")]
    public string SecretKey { get; set; } = "";

    /// <summary>Default: Seconds.</summary>
    public TimestampUnit Timestamp { get; set; } = TimestampUnit.Seconds;

    /// <summary>Default: Full.</summary>
    public HashedAddress HashedAddress { get; set; } = HashedAddress.Full;

    /// <summary>Hashed when <see cref="HashedAddress"/> is Literal.</summary>
    public string HashedLiteral { get; set; } = "";

    /// <summary>Sent along as they are, such as an ApiKey.</summary>
    public Dictionary<string, string> ExtraHeaders { get; set; } = [];

    /// <summary>Default: 000.00.00.H57. The asking agency.</summary>
    [Required]
    [StringLength(35)]
    public string Agency { get; set; } = "000.00.00.H57";

    /// <summary>Default: empty; sent as an empty element.</summary>
    public string Account { get; set; } = "";

    /// <summary>Default: empty; sent as an empty element.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Default: 033. Integration code of the yes/no question.</summary>
    public string VerifyCode { get; set; } = "033";

    /// <summary>Default: 037. Integration code of the look-up.</summary>
    public string LookUpCode { get; set; } = "037";

    /// <summary>Default: empty, for no public source tells it. Integration code of the vital-status question.</summary>
    public string VitalStatusCode { get; set; } = "";

    /// <summary>Default: Compact.</summary>
    public WireDateForm DateForm { get; set; } = WireDateForm.Compact;

    /// <summary>Default: <c>http://dancuquocgia.bca</c></summary>
    [Required]
    public string QuestionNamespace { get; set; } = "http://dancuquocgia.bca";

    /// <summary>Default: <c>http://www.mic.gov.vn/dancu/1.0</c></summary>
    [Required]
    public string AnswerNamespace { get; set; } = "http://www.mic.gov.vn/dancu/1.0";

    /// <summary>Default: <c>THAYTHE:</c>. What a note starts with when the number was replaced; the successor follows.</summary>
    [Required]
    public string ReplacedNote { get; set; } = "THAYTHE:";

    /// <summary>Default: none. Notes that change nothing about an answer; any other note makes it indeterminate.</summary>
    public List<string> HarmlessNotes { get; set; } = [];

    /// <summary>Default: 0.</summary>
    [Required]
    public string AliveCode { get; set; } = "0";

    /// <summary>Default: 1.</summary>
    [Required]
    public string DeadCode { get; set; } = "1";

    /// <summary>Default: 2.</summary>
    [Required]
    public string MissingCode { get; set; } = "2";

    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();

    /// <summary>Where operations hang.</summary>
    public Uri ServiceAddress => new(BaseAddress!, Path.TrimEnd('/') + "/");
}

[OptionsValidator]
internal sealed partial class PopulationOptionsValidator : IValidateOptions<PopulationOptions>;
