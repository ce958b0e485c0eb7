using HueS.Integration.Linking.Matching.Bulk;

namespace HueS.Integration.Linking.Matching;

/// <summary>
/// The people records are matched with, and who shares which blocking key. Blocks that are too full are left out: what half
/// the city shares finds nobody, and the pairs a record is compared with must not grow with the city.
/// </summary>
internal sealed class People
{
    /// <summary>
    /// More than these share a key by its nature, not by being one person. For names it is what the tenth commonest name has
    /// in one birth year of a million people.
    /// </summary>
    private const int MostInBlock = 24;

    /// <summary>A larger household is a school or a shop: its phone says nothing of who is meant.</summary>
    public const int MostSharingPhone = 8;

    private readonly MatchRow[] _rows;
    private readonly Dictionary<int, ulong[]> _former;
    private readonly BlockIndex[] _indexes;
    private readonly Blocking _blocking;

    private People(MatchRow[] rows, Dictionary<int, ulong[]> former, BlockIndex[] indexes, Blocking blocking) =>
        (_rows, _former, _indexes, _blocking) = (rows, former, indexes, blocking);

    public int Count => _rows.Length;

    public ref readonly MatchRow this[int person] => ref _rows[person];

    /// <param name="rows">Becomes part of the answer; phones shared by too many are taken out of it.</param>
    /// <param name="former">Numbers that were replaced, by the place of their person.</param>
    public static People Index(WordTable words, MatchRow[] rows, Dictionary<int, ulong[]> former)
    {
        var blocking = new Blocking(words);
        var keys = new ulong[Blocking.Kinds][];
        for (var kind = 0; kind < keys.Length; kind++)
            keys[kind] = new ulong[rows.Length];
        Parallel.For(0, (rows.Length + Chunk - 1) / Chunk, AllCores.Options, chunk => WriteKeys(blocking, rows, chunk, keys));

        (ulong, int)[] replaced = [.. former.SelectMany(entry => entry.Value.Select(number => (number, entry.Key)))];
        var indexes = new BlockIndex[Blocking.Kinds];
        Parallel.For(0, indexes.Length, AllCores.Options, kind =>
        {
            indexes[kind] = BlockIndex.Build(keys[kind], kind == (int)BlockingKind.Number ? replaced : []);
            if (kind == (int)BlockingKind.Phone)
                ForgetSharedPhones(rows, indexes[kind]);
            keys[kind] = [];
        });
        return new People(rows, former, indexes, blocking);
    }

    public ReadOnlySpan<ulong> FormerNumbersOf(int person) =>
        _rows[person].HasFormerNumbers && _former.TryGetValue(person, out var numbers) ? numbers : [];

    /// <summary>The keys the record is looked for by.</summary>
    public void KeysOf(in MatchRow record, Span<ulong> keys) => _blocking.Write(record, keys, asked: true);

    /// <summary>
    /// Adds who shares a key of the kinds from <paramref name="first"/> up to <paramref name="end"/> and may be meant, each once.
    /// </summary>
    public void Find(in MatchRow record, ReadOnlySpan<ulong> keys, int first, int end, Span<int> found, ref int count)
    {
        Span<int> room = stackalloc int[MostInBlock];
        for (var kind = first; kind < end; kind++)
        {
            var block = BlockOf(kind, keys[kind], room);
            var narrowed = CrowdedBlock.Narrow((BlockingKind)kind, record, block, _rows);
            AddNew(block[..narrowed], found, ref count);
        }
    }

    /// <summary>Others of the same birth date whose name may differ by the given name or a mark alone.</summary>
    public int FindTwins(int person, Span<int> found)
    {
        Span<ulong> keys = stackalloc ulong[Blocking.Kinds];
        _blocking.Write(_rows[person], keys, asked: false);
        Span<int> room = stackalloc int[MostInBlock];
        var count = 0;
        for (var kind = (int)BlockingKind.GivenAndDate; kind <= (int)BlockingKind.FamilyMiddleAndDate; kind++)
            AddNew(BlockOf(kind, keys[kind], room), found, ref count);
        if (_rows[person].Precision == Identity.BirthDatePrecision.Year)
            AddNew(BlockOf((int)BlockingKind.NameAndYear, keys[(int)BlockingKind.NameAndYear], room), found, ref count);
        return count;
    }

    /// <summary>Room for what <see cref="Find"/> may find.</summary>
    public const int MostFound = Blocking.Kinds * MostInBlock;

    private const int Chunk = 8192;

    /// <summary>Who shares the key; nobody where there is none, or where it says nothing.</summary>
    private Span<int> BlockOf(int kind, ulong key, Span<int> room)
    {
        if (key == 0)
            return [];
        var most = kind == (int)BlockingKind.Phone ? MostSharingPhone : MostInBlock;
        var sharing = _indexes[kind].Find(key, most, room);
        return sharing <= most ? room[..sharing] : [];
    }

    private static void AddNew(ReadOnlySpan<int> block, Span<int> found, ref int count)
    {
        foreach (var person in block)
        {
            if (!found[..count].Contains(person))
                found[count++] = person;
        }
    }

    private static void WriteKeys(Blocking blocking, MatchRow[] rows, int chunk, ulong[][] keys)
    {
        Span<ulong> of = stackalloc ulong[Blocking.Kinds];
        for (var row = chunk * Chunk; row < Math.Min(rows.Length, (chunk + 1) * Chunk); row++)
        {
            blocking.Write(rows[row], of, asked: false);
            for (var kind = 0; kind < of.Length; kind++)
                keys[kind][row] = of[kind];
        }
    }

    private static void ForgetSharedPhones(MatchRow[] rows, BlockIndex phones)
    {
        Span<int> sharing = stackalloc int[MostSharingPhone];
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row].Phone != 0 && phones.Find(rows[row].Phone, MostSharingPhone, sharing) > MostSharingPhone)
                rows[row].Phone = 0;
        }
    }
}
