using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>
/// How many bear a name: agreeing on a rare one says more than agreeing on Nguyễn Văn Hùng. Names are taken word by word,
/// each in its role, for most whole names are borne by too few to be counted. The first two words are taken together where
/// they belong together, as in Tôn Thất.
/// </summary>
internal sealed class NameFrequencies
{
    /// <summary>Words of which we know no bearer, or too few to tell.</summary>
    private readonly WordChance _rare;

    private readonly WordTable _words;
    private readonly WordChance[][] _spelled;
    private readonly WordChance[][] _folded;
    private readonly Dictionary<(int, int), WordChance> _bound;
    private readonly double[] _years;
    private readonly Dictionary<int, double> _gathered;

    /// <param name="shares">For each role, how large a share of the people bears a word there.</param>
    /// <param name="bound">What share of those with the first word have the second behind it, where that is far more than elsewhere.</param>
    public NameFrequencies(WordTable words, NameShares shares)
    {
        (_words, Shares) = (words, shares);
        _rare = WordChance.Of(shares.Rare, women: 0.5);
        (IReadOnlyDictionary<string, double> Words, IReadOnlyDictionary<string, double>? Women)[] roles =
            [(shares.Family, null), (shares.Middle, shares.WomenMiddle), (shares.Given, shares.WomenGiven)];
        _spelled = [.. roles.Select(role => Chances(role.Words, role.Women, word => word.Spelling))];
        _folded = [.. roles.Select(role => Chances(role.Words, role.Women, word => word.Folded))];
        var shared = shares.Years.Sum(share => share * share);
        _years = [.. shares.Years.Select(share => share == 0 ? 0 : Math.Log2(share / shared))];
        _gathered = (shares.Gathered ?? new Dictionary<string, double>())
            .GroupBy(family => words.Find(family.Key).Folded, family => Math.Log2(family.Value))
            .ToDictionary(families => families.Key, families => families.Max());
        _bound = shares.Bound.ToDictionary(
            pair => (words.Find(pair.Key.Split(' ')[0]).Folded, words.Find(pair.Key.Split(' ')[1]).Folded),
            pair => WordChance.Of(pair.Value, women: 0.5));
    }

    public NameShares Shares { get; }

    /// <summary>Logarithm of how much commoner a birth year is than the average that two people share; 0 where we know nothing of it.</summary>
    public double LogYear(int year)
    {
        var place = year - Shares.FirstYear;
        return place >= 0 && place < _years.Length ? _years[place] : 0;
    }

    /// <summary>Logarithm of the chance that another of this person's family name lives in the same ward; <c>null</c> where it is that of anybody.</summary>
    public double? LogWard(in MatchRow person) => _gathered.TryGetValue(Folded(person, 0), out var chance) ? chance : null;

    /// <summary>
    /// Logarithm of the chance that another person agrees with this one as far as the level says, and is of the same
    /// <paramref name="sex"/> where that is known; 0 where the level says nothing.
    /// </summary>
    public double LogChance(NameLevel level, in MatchRow record, in MatchRow person, Sex sex) => level switch
    {
        NameLevel.Exact or NameLevel.Spelling => Whole(person, spelled: true).Log(sex),
        NameLevel.MarksLost or NameLevel.MarksOther or NameLevel.GivenMarksOther => Whole(person, spelled: false).Log(sex),
        NameLevel.Partial => Anywhere(record.WordCount <= person.WordCount ? record : person).Log(sex),
        NameLevel.Typo => Shared(record, person).Log(sex) + SlipByChance,
        NameLevel.GivenOther or NameLevel.WordOther => Shared(record, person).Log(sex),
        NameLevel.FamilyAndGiven => Outer(person).Log(sex),
        _ => NameChance.Any.Log(sex),
    };

    /// <summary>
    /// The same for a name in another order: another person bears the words as the record has them, or as this one does and they
    /// were turned around, which happens as often as <paramref name="turned"/> says.
    /// </summary>
    public double LogChanceTurned(double turned, in MatchRow record, in MatchRow person, Sex sex) =>
        Math.Log2(Math.Pow(2, Whole(record, spelled: false).Log(sex)) + (turned * Math.Pow(2, Whole(person, spelled: false).Log(sex))));

    private enum Role
    {
        Family,
        Middle,
        Given,
    }

    // About one in twenty other words lies one letter from a word: they are short.
    private const double SlipByChance = -4.3;

    private static Role RoleOf(int at, int count) => at == count - 1 ? Role.Given : at == 0 ? Role.Family : Role.Middle;

    private NameChance Whole(in MatchRow row, bool spelled)
    {
        var table = spelled ? _spelled : _folded;
        var chance = NameChance.Any;
        for (var at = 0; at < row.WordCount; at++)
        {
            var role = RoleOf(at, row.WordCount);
            chance = at == 1 && role == Role.Middle && _bound.TryGetValue((Folded(row, 0), Folded(row, 1)), out var bound)
                ? chance.And(bound)
                : chance.And(Of(table, role, row, at));
        }

        return chance;
    }

    /// <summary>Words may stand anywhere, so each counts in the role it is commonest in.</summary>
    private NameChance Anywhere(in MatchRow row)
    {
        var chance = NameChance.Any;
        for (var at = 0; at < row.WordCount; at++)
        {
            var (family, middle, given) = (Of(_folded, Role.Family, row, at), Of(_folded, Role.Middle, row, at), Of(_folded, Role.Given, row, at));
            var inside = middle.Log > given.Log ? middle : given;
            chance = chance.And(family.Log > inside.Log ? family : inside);
        }

        return chance;
    }

    private NameChance Shared(in MatchRow record, in MatchRow person)
    {
        var chance = NameChance.Any;
        for (var at = 0; at < Math.Min(record.WordCount, person.WordCount); at++)
        {
            if (Folded(record, at) == Folded(person, at))
                chance = chance.And(Of(_folded, RoleOf(at, person.WordCount), person, at));
        }

        return chance;
    }

    private NameChance Outer(in MatchRow person) =>
        NameChance.Any.And(Of(_folded, Role.Family, person, 0)).And(Of(_folded, Role.Given, person, person.WordCount - 1));

    private int Folded(in MatchRow row, int at) => _words[row.Words[at]].Folded;

    private WordChance Of(WordChance[][] table, Role role, in MatchRow row, int at)
    {
        var word = _words[row.Words[at]];
        var (chances, id) = (table[(int)role], ReferenceEquals(table, _spelled) ? word.Spelling : word.Folded);
        return id < chances.Length && chances[id].Log != 0 ? chances[id] : _rare;
    }

    private WordChance[] Chances(IReadOnlyDictionary<string, double> shares, IReadOnlyDictionary<string, double>? women, Func<NameWord, int> idOf)
    {
        var words = shares.Select(share => (Id: idOf(_words.Find(share.Key)), share.Value, Women: share.Value * (women?.GetValueOrDefault(share.Key, 0.5) ?? 0.5))).ToList();
        var (all, ofWomen) = (new double[words.Count == 0 ? 0 : words.Max(word => word.Id) + 1], new double[words.Count == 0 ? 0 : words.Max(word => word.Id) + 1]);
        foreach (var (id, share, woman) in words)
        {
            all[id] += share;
            ofWomen[id] += woman;
        }

        return [.. all.Zip(ofWomen, (share, women) => share == 0 ? default : WordChance.Of(Math.Max(share, Shares.Rare), women / share))];
    }
}
