using HueS.Integration.Identity;

namespace HueS.Integration.Verification;

/// <summary>What a rule makes of how a field compared, best first. The worst field decides.</summary>
internal enum RuleResult
{
    Verifies,
    Person,
    Differs,
}

/// <summary>One row of a policy's table.</summary>
internal sealed record Rule(string Id, RuleResult Result);

/// <summary>One published version of a decision table: which grades verify, which go to a person, which differ.</summary>
internal sealed record Policy(string Name, string Version, IReadOnlyDictionary<string, RuleResult> Rules)
{
    private static readonly string[] Years = [RuleId.EqualYearBoth, RuleId.EqualYearRegister, RuleId.EqualYearClaim];

    /// <summary>As stored with every answer.</summary>
    public string Id { get; } = $"{Name}/{Version}";

    public Rule ForName(NameGrade grade) => Row(RuleId.OfName(grade));

    public Rule ForBirthDate(Grades grades) => Row(RuleId.OfBirthDate(grades));

    /// <summary>The rows of this table about a field, as published.</summary>
    public IEnumerable<Rule> RowsOf(string field) =>
        Rules.Where(rule => rule.Key.StartsWith($"{field}.", StringComparison.Ordinal)).Select(rule => new Rule(rule.Key, rule.Value));

    private Rule Row(string id)
    {
        if (Rules.TryGetValue(id, out var result))
            return new Rule(id, result);

        // This table does not tell the years apart, or the case does not: then the most cautious of its rows holds.
        return id == RuleId.EqualYear
            ? Years.Select(year => new Rule(year, Rules[year])).MaxBy(rule => rule.Result)!
            : new Rule(RuleId.EqualYear, Rules[RuleId.EqualYear]);
    }
}
