using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>How likely somebody bears a word, as logarithms to base 2.</summary>
/// <param name="Log">Of anybody; 0 where it is not known.</param>
/// <param name="Woman">By how much likelier a woman bears it than anybody.</param>
/// <param name="Man">By how much likelier a man does.</param>
internal readonly record struct WordChance(double Log, double Woman, double Man)
{
    /// <param name="share">Of all people.</param>
    /// <param name="women">Of those who bear it; half of all people are.</param>
    public static WordChance Of(double share, double women) =>
        new(Math.Min(Math.Log2(share), -1e-9), Math.Log2(2 * women), Math.Log2(2 * (1 - women)));
}

/// <summary>
/// How likely somebody bears several words. Words are chosen apart, but for a girl or for a boy: Thị and Hương go together
/// more often than either would say.
/// </summary>
internal readonly record struct NameChance(double Words, double Woman, double Man)
{
    public static NameChance Any => default;

    public NameChance And(WordChance word) => new(Words + word.Log, Woman + word.Woman, Man + word.Man);

    /// <summary>Of anybody where no sex is given; else that they bear the words and are of that sex.</summary>
    public double Log(Sex sex) => Words - 1 + sex switch
    {
        Sex.Female => Woman,
        Sex.Male => Man,
        _ => Math.Log2(Math.Pow(2, Woman) + Math.Pow(2, Man)),
    };
}
