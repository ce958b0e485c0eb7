namespace HueS.Integration.Identity;

/// <summary>
/// Compares two ward codes of which nobody states the date they were written for: cards and registers still hold former
/// codes, and every code in use named a former unit too. So each code may be read as of its day or as of the day before the
/// reform, and the kindest reading counts.
/// </summary>
internal static class WardComparison
{
    private static readonly DateOnly BeforeReform = Reform.Day.AddDays(-1);

    public static WardGrade Of(string one, DateOnly oneOn, string other, DateOnly otherOn)
    {
        if (!IsKnown(one) || !IsKnown(other))
            return WardGrade.NotKnown;
        if (one == other)
            return WardGrade.Same;
        DateOnly[] oneDays = [oneOn, BeforeReform];
        DateOnly[] otherDays = [otherOn, BeforeReform];
        return oneDays.Any(day => otherDays.Any(otherDay => WardDirectory.Agree(one, day, other, otherDay) == true))
            ? WardGrade.Successor
            : WardGrade.Different;
    }

    private static bool IsKnown(string code) =>
        WardDirectory.Find(code, Reform.Day) is not null || WardDirectory.Find(code, BeforeReform) is not null;
}
