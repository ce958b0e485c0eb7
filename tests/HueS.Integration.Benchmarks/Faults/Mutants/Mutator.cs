using System.Text;

namespace HueS.Integration.Benchmarks.Faults.Mutants;

/// <summary>
/// Spoils an answer in one to three ways. Never by writing one valid value in another's place: that no reader can tell from the
/// register's own word. At most one piece comes from another answer, for two could make a whole other answer.
/// </summary>
internal sealed class Mutator(Random dice, IReadOnlyList<byte[]> answers)
{
    private static readonly byte[][] Dirt =
    [
        [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], "<"u8.ToArray(), "&"u8.ToArray(), "]]>"u8.ToArray(), "<!--"u8.ToArray(),
        "&#0;"u8.ToArray(), "&x;"u8.ToArray(), "<?x y?>"u8.ToArray(), "\u202E"u8.ToArray(), "\u200B"u8.ToArray(), "{{"u8.ToArray(), "%00"u8.ToArray(),
    ];

    private static readonly string[] WrongValues =
    [
        "null", "-1", "1e9", " ", "TRUE ", "yes", "１", "00", "{}", "[]", "99999999999999999999", "\u0661", "NaN", "2026-02-30", "<x/>", "<x>true</x>", "&#x200B;",
        new('9', 20_000),
    ];

    private bool _borrowed;
    private bool _isLast;

    public (byte[] Answer, Header Header) Mutate(byte[] answer)
    {
        var header = Header.Ours;
        for (var step = dice.Next(1, 4); step > 0 && !_isLast; step--)
        {
            var way = dice.Next(17);
            if (JsonMembers.IsPlain(answer) && way is (>= 5 and <= 10) or 13 or 15)
            {
                answer = new JsonMembers(dice, WrongValues).Spoil(answer);
                continue;
            }

            answer = way switch
            {
                0 => answer[..dice.Next(answer.Length + 1)],
                1 => Repeat(answer),
                2 => Remove(answer),
                3 => Insert(answer, Dirt[dice.Next(Dirt.Length)]),
                4 => SwapBody(answer, ref header),
                5 => Graft(answer),
                6 => OnElement(answer, element => element + element),
                7 => OnElement(answer, _ => ""),
                8 or 9 => OnElement(answer, WithWrongValue),
                10 => OnElement(answer, Nested),
                11 => Encoded(answer),
                12 => WithDocumentType(answer),
                13 => OnElement(answer, Renamed),
                14 => [.. answer, .. answer],
                15 => OnElement(answer, element => $"<![CDATA[{element}]]>"),
                16 => Elsewhere(),
                _ => throw new InvalidOperationException("There is no such mutation."),
            };
        }

        return (answer, header);
    }

    private byte[] Repeat(byte[] answer)
    {
        var (start, end) = Slice(answer);
        return [.. answer[..end], .. answer[start..]];
    }

    private byte[] Remove(byte[] answer)
    {
        var (start, end) = Slice(answer);
        return [.. answer[..start], .. answer[end..]];
    }

    private byte[] Insert(byte[] answer, byte[] dirt)
    {
        var at = dice.Next(answer.Length + 1);
        return [.. answer[..at], .. dirt, .. answer[at..]];
    }

    private (int Start, int End) Slice(byte[] answer)
    {
        var start = dice.Next(answer.Length + 1);
        return (start, dice.Next(start, Math.Min(answer.Length, start + 200) + 1));
    }

    /// <summary>Another's answer comes with another's header, or with none where the platform sends none.</summary>
    private byte[] SwapBody(byte[] answer, ref Header header)
    {
        if (_borrowed)
            return answer;
        _borrowed = true;
        header = dice.Next(2) == 0 ? Header.Another : Header.None;
        return answers[dice.Next(answers.Count)];
    }

    private byte[] Graft(byte[] answer)
    {
        if (_borrowed)
            return answer;
        _borrowed = true;
        var piece = "";
        OnElement(answers[dice.Next(answers.Count)], found => piece = found);
        // So large a piece would be a swapped body under our own header.
        if (piece.Contains(":Body", StringComparison.Ordinal) || piece.Contains("Response", StringComparison.Ordinal) || piece.Contains("Cong", StringComparison.Ordinal))
            return answer;

        // In its place the register's yes would be the register's word; beside the no it is a contradiction, and must stay one.
        _isLast = piece.Contains("TonTai", StringComparison.Ordinal) || piece.Contains("TinhTrang", StringComparison.Ordinal);
        return OnElement(answer, element => _isLast ? element + piece : piece);
    }

    private string WithWrongValue(string element)
    {
        var (open, close) = (element.IndexOf('>', StringComparison.Ordinal), element.LastIndexOf("</", StringComparison.Ordinal));
        return open < 0 || close <= open ? element : element[..(open + 1)] + WrongValues[dice.Next(WrongValues.Length)] + element[close..];
    }

    private string Nested(string element)
    {
        var depth = dice.Next(1, dice.Next(2) == 0 ? 40 : 3_000);
        return string.Concat(Enumerable.Repeat("<n>", depth)) + element + string.Concat(Enumerable.Repeat("</n>", depth));
    }

    private string Renamed(string element) => dice.Next(3) switch
    {
        0 => element.Replace("ns:", "", StringComparison.Ordinal),
        1 => element.Replace("ns:", "env:", StringComparison.Ordinal),
        _ => element.ToUpperInvariant(),
    };

    private byte[] Encoded(byte[] answer)
    {
        var text = Encoding.UTF8.GetString(answer);
        return dice.Next(6) switch
        {
            0 => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            1 => Encoding.BigEndianUnicode.GetBytes(text),
            2 => [.. Encoding.UTF8.GetPreamble(), .. answer],
            3 => Encoding.Latin1.GetBytes(text),
            4 => Encoding.UTF8.GetBytes(text.Replace("UTF-8", "ISO-8859-1", StringComparison.Ordinal)),
            _ => Encoding.UTF32.GetBytes(text),
        };
    }

    private static byte[] WithDocumentType(byte[] answer)
    {
        var text = Encoding.UTF8.GetString(answer);
        const string bomb = "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        var at = text.IndexOf("?>", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(at < 0 ? bomb + text : text.Insert(at + 2, bomb));
    }

    private byte[] Elsewhere() => dice.Next(4) switch
    {
        0 => [],
        1 => "<!DOCTYPE html><html><body><h1>503</h1></body></html>"u8.ToArray(),
        2 => """{"error_code":"000","TonTai":true}"""u8.ToArray(),
        _ => "true"u8.ToArray(),
    };

    /// <summary>Rewrites one element, with what is inside it.</summary>
    private byte[] OnElement(byte[] answer, Func<string, string> rewrite)
    {
        var text = Encoding.UTF8.GetString(answer);
        var starts = new List<int>();
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]))
                starts.Add(at);
        }

        if (starts.Count == 0)
            return answer;
        var start = starts[dice.Next(starts.Count)];
        var nameEnd = text.AsSpan(start + 1).IndexOfAny(" />") + start + 1;
        var end = nameEnd > start ? text.IndexOf($"</{text[(start + 1)..nameEnd]}>", nameEnd, StringComparison.Ordinal) : -1;
        end = end < 0 ? text.IndexOf('>', start) + 1 : text.IndexOf('>', end) + 1;
        return end <= start ? answer : Encoding.UTF8.GetBytes(text[..start] + rewrite(text[start..end]) + text[end..]);
    }
}
