namespace HueS.Integration.Identity;

/// <summary>How two names compare, best first.</summary>
internal enum NameGrade
{
    /// <summary>Same after composition, white space, case, and Ð read as Đ.</summary>
    Exact,

    /// <summary>Same but for tone placement, a y/i spelling, a hyphen or an apostrophe.</summary>
    Spelling,

    /// <summary>Same only without marks: lost on one side, or other ones on each. Different people often differ only here.</summary>
    Unmarked,

    /// <summary>Words missing, joined or in another order.</summary>
    Partial,

    Different,
}
