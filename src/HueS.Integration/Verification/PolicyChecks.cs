namespace HueS.Integration.Verification;

/// <summary>What must hold of published policies. Each fault is a sentence for whoever edits the file.</summary>
internal static class PolicyChecks
{
    public static IEnumerable<string> Of(IReadOnlyList<Policy> policies) =>
        policies.SelectMany(Table).Concat(Versions(policies));

    private static IEnumerable<string> Table(Policy policy) =>
        Coverage(policy).Concat(Field(policy, RuleId.Names)).Concat(Field(policy, BirthDatesOf(policy)));

    private static IEnumerable<string> Coverage(Policy policy)
    {
        var wanted = RuleId.Names.Concat(BirthDatesOf(policy)).SelectMany(row => row).ToHashSet();
        foreach (var id in wanted.Where(id => !policy.Rules.ContainsKey(id)))
            yield return $"{policy.Id} says nothing of {id}.";
        foreach (var id in policy.Rules.Keys.Where(id => !wanted.Contains(id)))
            yield return $"{policy.Id} has a row {id}, which no grade leads to, or which another row covers.";
    }

    /// <summary>A worse grade never leads to a better result, and the ends of the table stand fast.</summary>
    private static IEnumerable<string> Field(Policy policy, IReadOnlyList<IReadOnlyList<string>> ranks)
    {
        var known = ranks.Select(row => row.Where(policy.Rules.ContainsKey).ToList()).Where(row => row.Count > 0).ToList();
        foreach (var (better, worse) in known.Zip(known.Skip(1)))
        {
            if (better.Max(id => policy.Rules[id]) > worse.Min(id => policy.Rules[id]))
                yield return $"{policy.Id} treats {string.Join(", ", worse)} better than {string.Join(", ", better)}.";
        }

        if (known.Count > 0 && known[0].Exists(id => policy.Rules[id] != RuleResult.Verifies))
            yield return $"{policy.Id} verifies nobody: {known[0][0]} must verify.";
        if (known.Count > 0 && known[^1].Exists(id => policy.Rules[id] == RuleResult.Verifies))
            yield return $"{policy.Id} verifies anybody: {known[^1][0]} must not verify.";
    }

    private static IEnumerable<string> Versions(IReadOnlyList<Policy> policies)
    {
        foreach (var versions in policies.GroupBy(policy => policy.Name))
        {
            foreach (var (older, newer) in versions.Zip(versions.Skip(1)))
            {
                if (string.CompareOrdinal(older.Version, newer.Version) >= 0)
                    yield return $"{newer.Id} must stand below {older.Id} and have a higher version.";
            }
        }
    }

    /// <summary>A table has either the one row for the year or the three that tell the sides apart.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> BirthDatesOf(Policy policy) =>
        policy.Rules.ContainsKey(RuleId.EqualYear)
            ? [.. RuleId.BirthDates.Where(row => row[0] is not (RuleId.EqualYearBoth or RuleId.EqualYearRegister))
                .Select(row => row[0] == RuleId.EqualYearClaim ? [RuleId.EqualYear] : row)]
            : RuleId.BirthDates;
}
