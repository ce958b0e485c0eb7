namespace HueS.Integration.Identity;

/// <summary>How two wards of Huế compare. It is a grade and a warning, never a reason to turn anybody away.</summary>
internal enum WardGrade
{
    Same,

    /// <summary>One side names a former unit, the other the unit that took it in.</summary>
    Successor,

    Different,

    /// <summary>One side states none, or a code no unit of Huế had.</summary>
    NotKnown,
}
