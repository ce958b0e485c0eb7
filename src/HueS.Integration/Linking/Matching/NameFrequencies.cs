namespace HueS.Integration.Linking.Matching;

/// <summary>
/// How many bear a name: agreeing on a rare one says more than agreeing on Nguyễn Văn Hùng. Names are taken word by word,
/// each in its role, for most whole names are borne by too few to be counted. The first two words are taken together where
/// they belong together, as in Tôn Thất.
/// </summary>
internal sealed class NameFrequencies
{
    /// <summary>Words of which we know no bearer, or too few to tell.</summary>
    private readonly double _rare;

    private readonly WordTable _words;
    private readonly double[][] _spelled;
    private readonly double[][] _folded;
    private readonly Dictionary<(int, int), double> _bound;
    private readonly double[] _years;

    /// <param name="shares">For each role, how large a share of the people bears a word there.</param>
    /// <param name="bound">What share of those with the first word have the second behind it, where that is far more than elsewhere.</param>
    public NameFrequencies(WordTable words, NameShares shares)
    {
        (_words, Shares) = (words, shares);
        _rare = Math.Log2(shares.Rare);
        IReadOnlyDictionary<string, double>[] roles = [shares.Family, shares.Middle, shares.Given];
        _spelled = [.. roles.Select(role => Logarithms(role, word => word.Spelling))];
        _folded = [.. roles.Select(role => Logarithms(role, word => word.Folded))];
        var shared = shares.Years.Sum(share => share * share);
        _years = [.. shares.Years.Select(share => share == 0 ? 0 : Math.Log2(share / shared))];
        _bound = shares.Bound.ToDictionary(
            pair => (words.Find(pair.Key.Split(' ')[0]).Folded, words.Find(pair.Key.Split(' ')[1]).Folded),
            pair => Math.Log2(pair.Value));
    }

    public NameShares Shares { get; }

    /// <summary>Logarithm of how much commoner a birth year is than the average that two people share; 0 where we know nothing of it.</summary>
    public double LogYear(int year)
    {
        var place = year - Shares.FirstYear;
        return place >= 0 && place < _years.Length ? _years[place] : 0;
    }

    /// <summary>Logarithm of the chance that another person agrees with this one as far as the level says; 0 where it says nothing.</summary>
    public double LogChance(NameLevel level, in MatchRow record, in MatchRow person) => level switch
    {
        NameLevel.Exact or NameLevel.Spelling => Whole(person, spelled: true),
        NameLevel.MarksLost or NameLevel.MarksOther or NameLevel.GivenMarksOther => Whole(person, spelled: false),
        NameLevel.Partial => Anywhere(record.WordCount <= person.WordCount ? record : person),
        NameLevel.Typo => Shared(record, person) + SlipByChance,
        NameLevel.GivenOther or NameLevel.WordOther => Shared(record, person),
        NameLevel.FamilyAndGiven => Of(_folded, Role.Family, person, 0) + Of(_folded, Role.Given, person, person.WordCount - 1),
        _ => 0,
    };

    private enum Role
    {
        Family,
        Middle,
        Given,
    }

    // About one in twenty other words lies one letter from a word: they are short.
    private const double SlipByChance = -4.3;

    private static Role RoleOf(int at, int count) => at == count - 1 ? Role.Given : at == 0 ? Role.Family : Role.Middle;

    private double Whole(in MatchRow row, bool spelled)
    {
        var table = spelled ? _spelled : _folded;
        var sum = 0.0;
        for (var at = 0; at < row.WordCount; at++)
        {
            var role = RoleOf(at, row.WordCount);
            sum += at == 1 && role == Role.Middle && _bound.TryGetValue((Folded(row, 0), Folded(row, 1)), out var bound)
                ? bound
                : Of(table, role, row, at);
        }

        return sum;
    }

    /// <summary>Words may stand anywhere, so each counts in the role it is commonest in.</summary>
    private double Anywhere(in MatchRow row)
    {
        var sum = 0.0;
        for (var at = 0; at < row.WordCount; at++)
        {
            sum += Math.Max(
                Of(_folded, Role.Middle, row, at),
                Math.Max(Of(_folded, Role.Family, row, at), Of(_folded, Role.Given, row, at)));
        }

        return sum;
    }

    private double Shared(in MatchRow record, in MatchRow person)
    {
        var sum = 0.0;
        for (var at = 0; at < Math.Min(record.WordCount, person.WordCount); at++)
        {
            if (Folded(record, at) == Folded(person, at))
                sum += Of(_folded, RoleOf(at, person.WordCount), person, at);
        }

        return sum;
    }

    private int Folded(in MatchRow row, int at) => _words[row.Words[at]].Folded;

    private double Of(double[][] table, Role role, in MatchRow row, int at)
    {
        var word = _words[row.Words[at]];
        var (logs, id) = (table[(int)role], ReferenceEquals(table, _spelled) ? word.Spelling : word.Folded);
        return id < logs.Length && logs[id] != 0 ? Math.Max(logs[id], _rare) : _rare;
    }

    private double[] Logarithms(IReadOnlyDictionary<string, double> shares, Func<NameWord, int> idOf)
    {
        var words = shares.Select(share => (Id: idOf(_words.Find(share.Key)), share.Value)).ToList();
        var logs = new double[words.Count == 0 ? 0 : words.Max(word => word.Id) + 1];
        foreach (var (id, share) in words)
            logs[id] += share;
        for (var id = 0; id < logs.Length; id++)
            logs[id] = logs[id] == 0 ? 0 : Math.Min(Math.Log2(logs[id]), -1e-9);
        return logs;
    }
}
