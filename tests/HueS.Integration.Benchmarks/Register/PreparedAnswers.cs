using System.Text;
using System.Xml.Linq;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Register;

/// <summary>What the sandbox's register would answer about everyone in a city, written once.</summary>
internal sealed class PreparedAnswers
{
    private static readonly string[] Operations = ["XacThucThongTinCongDan", "TraCuuThongTinCongDan", "XacMinhTinhTrangChetMatTich"];

    private readonly Dictionary<string, Known> _known = [];
    private readonly Dictionary<string, Known>.AlternateLookup<ReadOnlySpan<char>> _byNumber;
    private readonly byte[][] _nobody;

    public PreparedAnswers(City city)
    {
        var register = new CityRegister(city);
        foreach (var citizen in city.Citizens)
        {
            var (date, year) = (citizen.HasFullBirthDate ? citizen.BirthDate.Replace("-", "", StringComparison.Ordinal) : "", citizen.BirthDate[..4]);
            var question = new RegisterQuestion(citizen.Number, "", citizen.UpstreamName, date, year);
            _known.Add(citizen.Number, new Known(citizen.UpstreamName, date, year, Write(register, question)));
        }

        _byNumber = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        _nobody = Write(register, new RegisterQuestion("000000000000", "", "NOBODY", "19000101", "1900"));
    }

    public ReadOnlyMemory<byte> For(ReadOnlySpan<char> operation, ReadOnlySpan<byte> question)
    {
        var at = operation.SequenceEqual(Operations[1]) ? 1 : operation.SequenceEqual(Operations[0]) ? 0 : 2;
        Span<char> text = stackalloc char[200];
        if (!_byNumber.TryGetValue(Between(question, "SoDinhDanh>"u8, text), out var known))
            return _nobody[at];
        var isNamed = Between(question, "HoVaTen>"u8, text).SequenceEqual(known.Name);
        var date = Between(question, "NgayThangNam>"u8, text);
        var isBorn = date.Length > 0 ? date.SequenceEqual(known.Date) : Between(question, "Nam>"u8, text).SequenceEqual(known.Year);
        return isNamed && isBorn ? known.Answers[at] : _nobody[at];
    }

    private static byte[][] Write(CityRegister register, RegisterQuestion question) =>
        [.. Operations.Select(operation => Encoding.UTF8.GetBytes(
            "<?xml version='1.0' encoding='UTF-8'?>" + register.Answer(operation, question).ToString(SaveOptions.DisableFormatting)))];

    private static ReadOnlySpan<char> Between(ReadOnlySpan<byte> xml, ReadOnlySpan<byte> tag, Span<char> text)
    {
        var start = xml.IndexOf(tag);
        if (start < 0)
            return [];
        var rest = xml[(start + tag.Length)..];
        var end = rest.IndexOf((byte)'<');
        return end >= 0 && end <= text.Length ? text[..Encoding.UTF8.GetChars(rest[..end], text)] : [];
    }

    private sealed record Known(string Name, string Date, string Year, byte[][] Answers)
    {
        public override string ToString() => "Known(*)";
    }
}
