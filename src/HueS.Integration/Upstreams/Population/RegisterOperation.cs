namespace HueS.Integration.Upstreams.Population;

/// <summary>What the register can be asked about a person.</summary>
internal enum RegisterOperation
{
    /// <summary>Do number, name and birth date belong together?</summary>
    Verify,

    /// <summary>What does the register hold of the person?</summary>
    LookUp,

    /// <summary>Is the person alive?</summary>
    VitalStatus,
}
