using System.Text;

namespace HueS.Integration.Verification.Batches;

/// <summary>One line, without its end. Of a line that is too long only the fact is kept.</summary>
internal readonly record struct Line(string Text, bool TooLong)
{
    public override string ToString() => "Line(*)";
}

/// <summary>Reads lines that end with LF, CR or both, and never holds more than one of bounded length.</summary>
internal sealed class LineReader(TextReader text)
{
    public const int MaxLength = 16 * 1024;

    private readonly char[] _buffer = new char[8 * 1024];
    private readonly StringBuilder _line = new();
    private int _start;
    private int _end;
    private bool _skipLineFeed;

    /// <summary><c>null</c> at the end.</summary>
    public async ValueTask<Line?> ReadAsync(CancellationToken cancellationToken)
    {
        _line.Clear();
        var tooLong = false;
        var any = false;
        while (await FillAsync(cancellationToken))
        {
            if (_skipLineFeed)
            {
                _skipLineFeed = false;
                if (_buffer[_start] == '\n')
                {
                    _start++;
                    continue;
                }
            }

            any = true;
            var rest = _buffer.AsMemory(_start, _end - _start);
            var length = rest.Span.IndexOfAny('\n', '\r');
            var piece = length < 0 ? rest : rest[..length];
            if (_line.Length + piece.Length > MaxLength)
                tooLong = true;
            else
                _line.Append(piece);

            _start += piece.Length;
            if (length < 0)
                continue;
            _skipLineFeed = _buffer[_start++] == '\r';
            return End(tooLong);
        }

        return any ? End(tooLong) : null;
    }

    private Line End(bool tooLong) => tooLong ? new Line("", true) : new Line(_line.ToString(), false);

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start < _end)
            return true;
        _start = 0;
        _end = await text.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
