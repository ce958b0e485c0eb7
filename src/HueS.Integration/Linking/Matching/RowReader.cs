using System.Text;
using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>
/// Reads what is said of a person into a row. What is no value, or a placeholder that systems put where they know nothing,
/// is left out: equal placeholders are no agreement.
/// </summary>
internal sealed class RowReader(WordTable words)
{
    private const int MostChars = 512;
    private const int NumberLength = 12;
    private const int OldCardLength = 9;
    private const int InsuranceLength = 10;

    // 1 January 1900, which no living person was born on.
    private static readonly uint NoBirth = (1900u << 9) | (1 << 5) | 1;

    public WordTable Words => words;

    public MatchRow Read(in ClaimFields claim)
    {
        var row = new MatchRow { Sex = claim.Sex };
        ReadNumber(claim.Number, ref row);
        ReadRest(claim.OldCard, claim.Insurance, claim.Phone, claim.Name, claim.BirthDate, claim.Ward, ref row);
        return row;
    }

    /// <summary>Reads what <see cref="ClaimBytes"/> wrote, without allocating.</summary>
    public MatchRow Read(ReadOnlySpan<byte> claim)
    {
        if (Encoding.UTF8.GetCharCount(claim) is > MostChars or 0)
            return default;
        Span<char> buffer = stackalloc char[MostChars];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(claim, buffer)];
        Span<Range> at = stackalloc Range[ClaimBytes.Fields + 1];
        if (text.Split(at, ClaimBytes.Separator) != ClaimBytes.Fields)
            return default;

        var row = new MatchRow { Sex = text[at[6]] is ['1'] ? Sex.Male : text[at[6]] is ['2'] ? Sex.Female : Sex.Unknown };
        ReadNumber(text[at[0]], ref row);
        ReadRest(text[at[1]], text[at[2]], text[at[3]], text[at[4]], text[at[5]], text[at[7]], ref row);
        return row;
    }

    /// <summary>The numbers behind the first one, as rows hold them.</summary>
    public static ulong[] FormerNumbers(string? numbers) =>
        numbers is null ? [] : [.. numbers.Split(',').Skip(1).Select(text => Digits(text, NumberLength)).Where(number => number != 0)];

    public static ulong[] FormerNumbers(ReadOnlySpan<byte> claim) =>
        FormerNumbers(Encoding.UTF8.GetString(claim[..Math.Max(0, claim.IndexOf((byte)ClaimBytes.Separator))]));

    private static void ReadNumber(ReadOnlySpan<char> numbers, ref MatchRow row)
    {
        var comma = numbers.IndexOf(',');
        row.HasFormerNumbers = comma >= 0;
        row.Number = Digits(comma < 0 ? numbers : numbers[..comma], NumberLength);
    }

    private void ReadRest(
        ReadOnlySpan<char> oldCard,
        ReadOnlySpan<char> insurance,
        ReadOnlySpan<char> phone,
        ReadOnlySpan<char> name,
        ReadOnlySpan<char> birthDate,
        ReadOnlySpan<char> ward,
        ref MatchRow row)
    {
        row.OldCard = (uint)Digits(oldCard, OldCardLength);
        // Of a whole card only the last ten digits stay when the group or the province changes.
        row.Insurance = Digits(insurance.Length > InsuranceLength ? insurance[^InsuranceLength..] : insurance, InsuranceLength);
        row.Phone = Phone(phone);
        row.Ward = WardTable.Find(ward);
        if (!birthDate.IsEmpty && TryReadDate(birthDate, out var date) && MatchRow.Pack(date) != NoBirth)
            row.Birth = MatchRow.Pack(date);
        if (!name.IsEmpty)
            NameReading.Read(words, name, ref row);
    }

    /// <summary>The form our own claims are kept in, without a string; any other by way of one.</summary>
    private static bool TryReadDate(ReadOnlySpan<char> text, out BirthDate date)
    {
        var year = Part(text, 0, 4);
        var month = text.Length >= 7 && text[4] == '-' ? Part(text, 5, 2) : -1;
        var day = text.Length == 10 && text[7] == '-' ? Part(text, 8, 2) : -1;
        return text.Length switch
        {
            4 when year > 0 => BirthDate.TryCreate(year, null, null, out date),
            7 when year > 0 && month > 0 => BirthDate.TryCreate(year, month, null, out date),
            10 when year > 0 && month > 0 && day > 0 => BirthDate.TryCreate(year, month, day, out date),
            _ => BirthDate.TryParseWire(text.ToString(), out date),
        };
    }

    private static int Part(ReadOnlySpan<char> text, int from, int length)
    {
        if (text.Length < from + length)
            return -1;
        var value = 0;
        foreach (var c in text.Slice(from, length))
        {
            if (!char.IsAsciiDigit(c))
                return -1;
            value = (value * 10) + c - '0';
        }

        return value;
    }

    /// <summary>One more than the number; 0 where it has another length, other signs, or one digit throughout.</summary>
    private static ulong Digits(ReadOnlySpan<char> text, int length)
    {
        text = text.Trim();
        if (text.Length != length || text.IndexOfAnyExceptInRange('0', '9') >= 0 || text.IndexOfAnyExcept(text[0]) < 0)
            return 0;
        var value = 0UL;
        foreach (var c in text)
            value = (value * 10) + (ulong)(c - '0');
        return value + 1;
    }

    /// <summary>Digits only, +84 read as 0; shorter than nine digits is none.</summary>
    private static ulong Phone(ReadOnlySpan<char> text)
    {
        const int Least = 9, Most = 12;
        Span<char> digits = stackalloc char[Most];
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                continue;
            if (count == Most)
                return 0;
            digits[count++] = c;
        }

        var read = digits[..count];
        if (read.StartsWith("84") && count > 10)
            read = digits[2..count];
        return read.Length < Least || read[1..].IndexOfAnyExcept(read[1]) < 0 ? 0 : Digits(read, read.Length);
    }
}
