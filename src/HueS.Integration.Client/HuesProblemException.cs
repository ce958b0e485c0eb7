namespace HueS.Integration.Client;

/// <summary>
/// The service said why it did not do it (RFC 9457). Decide by <see cref="Code"/>; show people the texts of
/// <see cref="Problem"/>.
/// </summary>
public sealed class HuesProblemException : HuesException
{
    internal HuesProblemException(Problem problem, TimeSpan? retryAfter)
        : base($"The service refused: {problem.Code} (HTTP {problem.Status}, trace {problem.TraceId}).") =>
        (Problem, RetryAfter) = (problem, retryAfter);

    /// <summary>What the service said.</summary>
    public Problem Problem { get; }

    /// <summary>Stable code, such as <c>unknown_purpose</c>; all of them stand in the service's <c>/docs/messages</c>.</summary>
    public string Code => Problem.Code;

    /// <summary>HTTP status.</summary>
    public int Status => Problem.Status;

    /// <summary>When trying again makes sense by itself; absent where it does not.</summary>
    public TimeSpan? RetryAfter { get; }
}
