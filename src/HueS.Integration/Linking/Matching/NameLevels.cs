using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>
/// Compares two names by the ids of their words. It says what <see cref="PersonName.CompareTo"/> says, and asks it wherever
/// ids alone cannot tell; below its grades it tells apart what a matcher weighs differently.
/// </summary>
internal sealed class NameLevels(WordTable words)
{
    public NameLevel Compare(in MatchRow one, in MatchRow other)
    {
        if (one.WordCount == 0 || other.WordCount == 0)
            return NameLevel.NotStated;
        if (one.WordCount == other.WordCount && OfSameLength(one, other) is { } level)
            return level;
        return Grade(one, other) switch
        {
            NameGrade.Exact => NameLevel.Exact,
            NameGrade.Spelling => NameLevel.Spelling,
            NameGrade.Unmarked => Marks(one, other),
            NameGrade.Partial => NameLevel.Partial,
            _ => Unequal(one, other),
        };
    }

    private NameLevel? OfSameLength(in MatchRow one, in MatchRow other)
    {
        bool same = true, spelled = true, loose = true;
        for (var at = 0; at < one.WordCount; at++)
        {
            if (one.Words[at] == other.Words[at])
                continue;
            same = false;
            var (a, b) = (words[one.Words[at]], words[other.Words[at]]);
            spelled &= a.Spelling == b.Spelling;
            loose &= a.Loose == b.Loose;
            if (!loose)
                return null;
        }

        return same ? NameLevel.Exact : spelled ? NameLevel.Spelling : Marks(one, other);
    }

    private NameLevel Marks(in MatchRow one, in MatchRow other) =>
        !AnyMarked(one) || !AnyMarked(other) ? NameLevel.MarksLost
        : words[one.Words[one.WordCount - 1]].Spelling == words[other.Words[other.WordCount - 1]].Spelling ? NameLevel.MarksOther
        : NameLevel.GivenMarksOther;

    private bool AnyMarked(in MatchRow row)
    {
        for (var at = 0; at < row.WordCount; at++)
        {
            if (words[row.Words[at]].IsMarked)
                return true;
        }

        return false;
    }

    private NameGrade Grade(in MatchRow one, in MatchRow other)
    {
        var fewer = one.WordCount <= other.WordCount ? one : other;
        var more = one.WordCount <= other.WordCount ? other : one;
        if (SumOf(one) == SumOf(other))
            return TextOf(one).CompareTo(TextOf(other));
        if (fewer.WordCount < 2)
            return NameGrade.Different;

        var taken = 0;
        var certain = true;
        for (var at = 0; at < fewer.WordCount; at++)
        {
            var alike = Take(words[fewer.Words[at]], more, ref taken);
            if (alike is null && certain)
                return NameGrade.Different;
            certain &= alike == true;
        }

        return certain ? NameGrade.Partial : TextOf(one).CompareTo(TextOf(other));
    }

    /// <summary>Whether the word taken is alike without doubt; <c>null</c> where there is none to take.</summary>
    private bool? Take(NameWord word, in MatchRow more, ref int taken)
    {
        var doubtful = -1;
        for (var at = 0; at < more.WordCount; at++)
        {
            var candidate = words[more.Words[at]];
            if ((taken & (1 << at)) != 0 || candidate.Folded != word.Folded)
                continue;
            if (candidate.Loose == word.Loose)
            {
                taken |= 1 << at;
                return true;
            }

            doubtful = at;
        }

        if (doubtful < 0)
            return null;
        taken |= 1 << doubtful;
        return false;
    }

    private NameLevel Unequal(in MatchRow one, in MatchRow other)
    {
        var (last, otherLast) = (one.WordCount - 1, other.WordCount - 1);
        var givenSame = words[one.Words[last]].Loose == words[other.Words[otherLast]].Loose;
        var familySame = words[one.Words[0]].Loose == words[other.Words[0]].Loose;
        if (last != otherLast)
            return familySame && givenSame && last > 0 && otherLast > 0 ? NameLevel.FamilyAndGiven : NameLevel.Different;

        var (apart, at) = (0, 0);
        for (var word = 0; word <= last; word++)
        {
            if (words[one.Words[word]].Loose != words[other.Words[word]].Loose)
                (apart, at) = (apart + 1, word);
        }

        if (apart == 1 && last > 0)
        {
            return Misspelling.OneLetter(words[one.Words[at]].Letters, words[other.Words[at]].Letters) ? NameLevel.Typo
                : at == last ? NameLevel.GivenOther
                : NameLevel.WordOther;
        }

        return familySame && givenSame && last > 0 ? NameLevel.FamilyAndGiven : NameLevel.Different;
    }

    private ulong SumOf(in MatchRow row)
    {
        var sum = 0UL;
        for (var at = 0; at < row.WordCount; at++)
            sum += words[row.Words[at]].LetterSum;
        return sum;
    }

    private PersonName TextOf(in MatchRow row)
    {
        var texts = new string[row.WordCount];
        for (var at = 0; at < texts.Length; at++)
            texts[at] = words[row.Words[at]].Text;
        return PersonName.TryParseWire(string.Join(' ', texts), out var name, out _)
            ? name
            : throw new InvalidOperationException("The words of a name that was read are no name.");
    }
}
