namespace HueS.Integration.Review;

/// <summary>Kinds and states as they are stored and granted. The names never change.</summary>
internal static class ReviewNames
{
    public static readonly IReadOnlyList<string> Subjects = [.. Enum.GetValues<ReviewSubject>().Select(Of)];

    public static string Of(ReviewSubject subject) => subject switch
    {
        ReviewSubject.Verification => "verification",
        ReviewSubject.Profile => "profile",
        ReviewSubject.Link => "link",
        ReviewSubject.Citizen => "citizen",
        ReviewSubject.Unlinking => "unlinking",
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };

    public static ReviewSubject SubjectOf(string name) => name switch
    {
        "verification" => ReviewSubject.Verification,
        "profile" => ReviewSubject.Profile,
        "link" => ReviewSubject.Link,
        "citizen" => ReviewSubject.Citizen,
        "unlinking" => ReviewSubject.Unlinking,
        _ => throw new InvalidOperationException("A stored kind of task is not known."),
    };

    public static string Of(TaskState state) => state switch
    {
        TaskState.Open => "open",
        TaskState.Proposed => "proposed",
        TaskState.Decided => "decided",
        TaskState.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static TaskState StateOf(string name) => name switch
    {
        "open" => TaskState.Open,
        "proposed" => TaskState.Proposed,
        "decided" => TaskState.Decided,
        "withdrawn" => TaskState.Withdrawn,
        _ => throw new InvalidOperationException("A stored state of a task is not known."),
    };
}
