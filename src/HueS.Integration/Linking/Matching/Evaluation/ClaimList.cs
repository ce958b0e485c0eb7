namespace HueS.Integration.Linking.Matching.Evaluation;

/// <summary>Many claims in few pieces of memory.</summary>
internal sealed class ClaimList
{
    private const int PageBytes = 1 << 20;

    private readonly List<byte[]> _pages = [];
    private readonly List<(int Page, int Start, int Length)> _places = [];
    private int _used = PageBytes;

    public int Count => _places.Count;

    public ReadOnlySpan<byte> this[int at] => _pages[_places[at].Page].AsSpan(_places[at].Start, _places[at].Length);

    public long Bytes => (long)_pages.Count * PageBytes;

    public void Add(ReadOnlySpan<byte> claim)
    {
        if (_used + claim.Length > PageBytes)
        {
            _pages.Add(new byte[PageBytes]);
            _used = 0;
        }

        claim.CopyTo(_pages[^1].AsSpan(_used));
        _places.Add((_pages.Count - 1, _used, claim.Length));
        _used += claim.Length;
    }
}
