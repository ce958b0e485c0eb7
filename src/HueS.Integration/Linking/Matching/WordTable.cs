using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>
/// The words names are made of. A city has a few thousand, so a name is a handful of small numbers and reading one allocates
/// nothing once its words were met. Any number of threads may read names at once.
/// </summary>
internal sealed class WordTable
{
    private readonly Lock _adding = new();
    private readonly Dictionary<string, int> _spellings = [];
    private readonly Dictionary<string, int> _looses = [];
    private readonly Dictionary<string, int> _foldeds = [];

    // Slots hold whole words, written once: a reader sees a word or none, and looks again under the lock.
    private volatile NameWord?[] _slots = new NameWord?[1 << 14];
    private volatile NameWord[] _words = new NameWord[1 << 12];
    private volatile int _count;

    public int Count => _count;

    public NameWord this[int id] => _words[id];

    /// <param name="upper">One word in upper case, composed, without spaces and hyphens.</param>
    public NameWord Find(ReadOnlySpan<char> upper)
    {
        var hash = StableHash.Of(upper);
        if (Look(_slots, hash, upper) is { } known)
            return known;
        lock (_adding)
            return Look(_slots, hash, upper) ?? Add(hash, upper.ToString());
    }

    private static NameWord? Look(NameWord?[] slots, ulong hash, ReadOnlySpan<char> upper)
    {
        for (var at = (int)(hash & (ulong)(slots.Length - 1)); ; at = (at + 1) & (slots.Length - 1))
        {
            if (Volatile.Read(ref slots[at]) is not { } word)
                return null;
            if (upper.SequenceEqual(word.Text))
                return word;
        }
    }

    private NameWord Add(ulong hash, string upper)
    {
        var keys = NameKeys.Of(upper);
        var folded = keys.Loose.Replace(NameKeys.EitherYOrI, 'I').Replace('Y', 'I');
        var word = new NameWord(
            _count,
            upper,
            IdOf(_spellings, keys.Spelling),
            IdOf(_looses, keys.Loose),
            IdOf(_foldeds, folded),
            folded);
        if (_count == _words.Length)
        {
            var more = new NameWord[_words.Length * 2];
            _words.CopyTo(more, 0);
            _words = more;
        }

        _words[_count] = word;
        if (_count * 2 > _slots.Length)
            Widen();
        Put(_slots, hash, word);
        _count++;
        return word;
    }

    private void Widen()
    {
        var wider = new NameWord?[_slots.Length * 2];
        for (var id = 0; id < _count; id++)
            Put(wider, StableHash.Of(_words[id].Text), _words[id]);
        _slots = wider;
    }

    private static void Put(NameWord?[] slots, ulong hash, NameWord word)
    {
        var at = (int)(hash & (ulong)(slots.Length - 1));
        while (slots[at] is not null)
            at = (at + 1) & (slots.Length - 1);
        Volatile.Write(ref slots[at], word);
    }

    private static int IdOf(Dictionary<string, int> ids, string text)
    {
        if (!ids.TryGetValue(text, out var id))
            ids.Add(text, id = ids.Count);
        return id;
    }
}
