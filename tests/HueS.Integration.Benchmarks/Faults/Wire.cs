namespace HueS.Integration.Benchmarks.Faults;

/// <summary>What a network does to a connection.</summary>
internal enum Wire
{
    Sound,

    /// <summary>Nobody listens.</summary>
    Refused,

    /// <summary>Reset as soon as it stands.</summary>
    ResetAtOnce,

    /// <summary>The answer begins, then the connection is reset.</summary>
    ResetInBody,

    /// <summary>Taken, and never a byte back; the request is read.</summary>
    HalfOpen,

    /// <summary>The answer a few bytes at a time.</summary>
    Drip,

    /// <summary>Each piece of an answer comes late.</summary>
    Late,

    /// <summary>Every person in an answer is somebody else.</summary>
    SomeoneElse,
}
