using System.Text;
using System.Text.RegularExpressions;

namespace HueS.Integration.Benchmarks.Faults.Mutants;

/// <summary>Spoils one member of an answer in JSON. Never by writing one valid value in another's place.</summary>
internal sealed partial class JsonMembers(Random dice, IReadOnlyList<string> wrongValues)
{
    /// <summary>JSON that holds no XML: that is spoiled where it stands.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> answer) => answer.StartsWith("{"u8) && !answer.Contains((byte)'<');

    public byte[] Spoil(byte[] answer)
    {
        var text = Encoding.UTF8.GetString(answer);
        var members = Member().Matches(text);
        if (members.Count == 0)
            return answer;
        var member = members[dice.Next(members.Count)];
        var (name, value) = (member.Groups["name"].Value, member.Groups["value"].Value);
        var spoiled = dice.Next(8) switch
        {
            0 => $"{member.Value}, {member.Value}",
            1 => "",
            2 => $"\"{name}\": {wrongValues[dice.Next(wrongValues.Count)]}",
            3 => $"\"{name}\": \"{wrongValues[dice.Next(wrongValues.Count)]}\"",
            4 => $"\"{name.ToUpperInvariant()}\": {value}",
            5 => $"\"{name}\": {Nested(value, '[', ']')}",
            6 => $"\"{name}\": {{\"{name}\": {value}}}",
            _ => $"\"{name}\": [{value}]",
        };
        var (start, end) = (member.Index, member.Index + member.Length);
        // What is left out takes its comma along: the rest is sound, and only the member is missing.
        if (spoiled.Length == 0 && text.AsSpan(end).StartsWith(", "))
            end += 2;
        return Encoding.UTF8.GetBytes(text[..start] + spoiled + text[end..]);
    }

    private string Nested(string value, char open, char close)
    {
        var depth = dice.Next(1, dice.Next(2) == 0 ? 40 : 3_000);
        return new string(open, depth) + value + new string(close, depth);
    }

    [GeneratedRegex("\"(?<name>\\w+)\"\\s*:\\s*(?<value>\"(?:[^\"\\\\]|\\\\.)*\"|true|false|null|-?[0-9.]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Member();
}
