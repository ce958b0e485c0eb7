using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Upstreams.Population.Soap;

internal enum WireDateForm
{
    /// <summary>yyyyMMdd</summary>
    Compact,

    /// <summary>yyyy-MM-dd</summary>
    Dashed,
}

/// <summary>
/// How the register's SOAP is spoken on one route. No public document fixes these things, and provinces differ, so all of
/// them are settings.
/// </summary>
internal sealed class SoapDialect
{
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

    public string IntegrationCode(RegisterOperation operation) => operation switch
    {
        RegisterOperation.Verify => VerifyCode,
        RegisterOperation.LookUp => LookUpCode,
        RegisterOperation.VitalStatus => VitalStatusCode,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
