using HueS.Integration.Review;

namespace HueS.Integration.Profiles.Merging;

/// <summary>What became of a wish to make one citizen of two.</summary>
internal abstract record MergeResult
{
    private MergeResult()
    {
    }

    /// <param name="Task">Waits for a second person, whoever of the two proposals came first.</param>
    public sealed record Proposed(ReviewTask Task, bool Created) : MergeResult;

    /// <summary>One of the two is no citizen.</summary>
    public sealed record NotFound : MergeResult;

    /// <summary>Both are the same citizen already.</summary>
    public sealed record SameCitizen : MergeResult;
}

/// <summary>What became of a wish to make two citizens of one again.</summary>
internal abstract record UnmergeResult
{
    private UnmergeResult()
    {
    }

    /// <param name="LeftAlone">What was changed since the merge, and stays with the survivor.</param>
    public sealed record Done(Merge Merge, IReadOnlyList<MergeStep> LeftAlone) : UnmergeResult;

    public sealed record NotFound : UnmergeResult;

    /// <summary>The citizen is not merged into anybody.</summary>
    public sealed record NotMerged : UnmergeResult;

    /// <summary>The survivor was merged into another since; that is undone first.</summary>
    public sealed record MergedFurther : UnmergeResult;
}
