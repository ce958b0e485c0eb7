namespace HueS.Integration.Review;

/// <summary>
/// What a filter asks of a task, as conditions of a statement. They name no column that the index of tasks lacks, so that what
/// is listed or taken next is found in it alone.
/// </summary>
/// <param name="first">The values the statement has already; those of the conditions follow.</param>
internal sealed class TaskConditions(params IReadOnlyList<object?> first)
{
    /// <summary>Nobody works on it, or their lease ran out.</summary>
    public const string Free = "free_at <= clock_timestamp()";

    private readonly List<object?> _values = [.. first];
    private readonly List<string> _conditions = [];

    public object?[] Values => [.. _values];

    /// <summary>Each led in by <c>and</c>.</summary>
    public string Sql => string.Concat(_conditions.Select(condition => $"and {condition} "));

    public TaskConditions Of(TaskFilter filter)
    {
        if (filter.OwnerId is { } owner)
            _conditions.Add($"owner_id = {Value(owner)}");
        if (filter.Unowned)
            _conditions.Add(Free);
        if (filter.DueBefore is { } due)
            _conditions.Add($"due_at < {Value(due)}");
        if (filter.WaitingSince is { } since)
            _conditions.Add($"waiting_since <= {Value(since)}");
        if (filter.Reason is { } reason)
            _conditions.Add($"{Value(reason)} = any(reasons)");
        return this;
    }

    /// <summary>Behind a place in the order of urgency.</summary>
    public TaskConditions Behind(TaskPlace? place)
    {
        if (place is not null)
            _conditions.Add($"(due_at, id) > ({Value(place.DueAt)}, {Value(place.Id)})");
        return this;
    }

    private string Value(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
