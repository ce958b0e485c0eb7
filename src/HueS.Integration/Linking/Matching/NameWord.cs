using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>A word of names with what it is compared by. Every name that holds it refers to it by its id.</summary>
/// <param name="Id">Its place in the table: the same letters with the same marks, whatever the case.</param>
/// <param name="Text">Upper case, marks as given.</param>
/// <param name="Spelling">One id for every accepted spelling.</param>
/// <param name="Loose">One id for every word equal without its marks.</param>
/// <param name="Folded">As <paramref name="Loose"/>, y and i as one: what differs here is never the same word.</param>
/// <param name="Letters">The folded letters.</param>
internal sealed record NameWord(int Id, string Text, int Spelling, int Loose, int Folded, string Letters)
{
    /// <summary>Whether it carries marks that may get lost.</summary>
    public bool IsMarked { get; } = NameKeys.Of(Text).Unmarked != Text;

    /// <summary>The same in every process and version: blind-index keys are made of it.</summary>
    public ulong Hash { get; } = StableHash.Of(Letters);

    /// <summary>Of its letters in any order, so that the sum over a name does not change when words are moved or joined.</summary>
    public ulong LetterSum { get; } = Letters.Aggregate(0UL, (sum, letter) => sum + StableHash.Mix(letter));

    public override string ToString() => "NameWord(*)";
}
