namespace HueS.Integration.Benchmarks.Faults.Mutants;

/// <summary>Whose request the platform's header names on an answer.</summary>
internal enum Header
{
    Ours,
    Another,
    None,
}

/// <summary>What a reader made of an answer, as far as the person is concerned.</summary>
internal enum Reading
{
    /// <summary>Whoever stated this would be told yes.</summary>
    Verified,

    /// <summary>Any other answer.</summary>
    Other,
}

/// <summary>
/// A right answer to a question, and how our side reads it. Another route brings its own specimens: what is mutated and judged
/// stays the same.
/// </summary>
/// <param name="Name">Route, persona and operation; never their data.</param>
/// <param name="Route">Pieces of other answers come from the same one.</param>
/// <param name="Answer">As it comes over the wire.</param>
/// <param name="Read">Reads an answer to this question as the service does; throws where it refuses it.</param>
internal sealed record Specimen(string Name, string Route, byte[] Answer, Func<byte[], Header, Reading> Read)
{
    /// <summary>Whether the answer as it is verifies. Where it does not, no mutant of it may.</summary>
    public bool Verifies { get; init; }

    public override string ToString() => Name;
}
