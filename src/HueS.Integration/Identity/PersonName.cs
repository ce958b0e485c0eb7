using System.Diagnostics.CodeAnalysis;

namespace HueS.Integration.Identity;

/// <summary>A person's whole name, family name first, as given but for repaired letters and white space.</summary>
internal sealed record PersonName
{
    /// <summary>The register takes no longer ones.</summary>
    public const int MaxLength = 100;

    // Each costs a query where it is looked up; two words of this kind in one name are rare.
    private const int MaxRespelled = 3;

    private readonly NameKeys keys;

    private PersonName(string text, LegacyReading? suggestion)
    {
        Text = text;
        keys = NameKeys.Of(text);
        Upstream = keys.Unmarked.Replace(" ", "", StringComparison.Ordinal);
        Suggestion = suggestion;
    }

    /// <summary>Composed, Ð read as Đ, single spaces; marks, tone placement and case as given.</summary>
    public string Text { get; }

    /// <summary>Upper case without marks, hyphens and apostrophes; words apart: <c>NGUYEN VAN A</c>.</summary>
    public string Unmarked => keys.Unmarked;

    /// <summary>As the register is asked: <c>NGUYENVANA</c>.</summary>
    public string Upstream { get; }

    /// <summary>What the name reads as if it was written in VNI or TCVN3. Offered to a person, never used by itself.</summary>
    public LegacyReading? Suggestion { get; }

    /// <summary>Reads a claimed name; control characters are refused.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonName? name, out NameFault fault) =>
        TryParse(text, stripControls: false, out name, out fault);

    /// <summary>Reads a name from another system's answer, where control characters are dirt to be removed.</summary>
    public static bool TryParseWire(string? text, [NotNullWhen(true)] out PersonName? name, out NameFault fault) =>
        TryParse(text, stripControls: true, out name, out fault);

    /// <summary>
    /// The same name in its other accepted spellings, without marks: <c>TRAN VAN QUI</c> for <c>Trần Văn Quý</c>. Whoever
    /// looks names up without marks, as the register does, takes these for other people.
    /// </summary>
    public IReadOnlyList<PersonName> Respelled()
    {
        if (!keys.Loose.Contains(NameKeys.EitherYOrI, StringComparison.Ordinal))
            return [];

        List<string> spellings = [""];
        foreach (var letter in keys.Loose)
        {
            string[] either = letter == NameKeys.EitherYOrI ? ["Y", "I"] : [letter.ToString()];
            spellings = [.. spellings.SelectMany(_ => either, string.Concat).Take(MaxRespelled + 1)];
        }

        return [.. spellings.Where(spelling => spelling != keys.Unmarked).Take(MaxRespelled).Select(spelling => new PersonName(spelling, null))];
    }

    public NameGrade CompareTo(PersonName other) => NameComparison.Grade(Text, keys, other.Text, other.keys);

    public bool Equals(PersonName? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "PersonName(***)";

    private static bool TryParse(string? raw, bool stripControls, out PersonName? name, out NameFault fault)
    {
        fault = NameText.Repair(raw, stripControls, out var text);
        name = null;
        if (fault is not (NameFault.None or NameFault.NotLetters))
            return false;

        var suggestion = LegacyReading.Of(raw!);
        if (fault == NameFault.NotLetters)
        {
            fault = suggestion is null ? NameFault.NotLetters : NameFault.LegacyEncoding;
            return false;
        }

        name = new(text, suggestion);
        return true;
    }
}
