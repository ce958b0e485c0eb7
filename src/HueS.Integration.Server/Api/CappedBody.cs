namespace HueS.Integration.Server.Api;

/// <summary>
/// A body up to so many bytes. The server's own limit would cut the connection before the caller, still sending, can hear why.
/// </summary>
internal sealed class CappedBody(Stream body, long most) : Stream
{
    private long _taken;

    /// <summary>Whether there is more than was let through.</summary>
    public bool IsExceeded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_taken == most)
        {
            IsExceeded |= await body.ReadAsync(buffer[..1], cancellationToken) > 0;
            return 0;
        }

        var read = await body.ReadAsync(buffer.Length > most - _taken ? buffer[..(int)(most - _taken)] : buffer, cancellationToken);
        _taken += read;
        return read;
    }

    /// <summary>Takes as much again and forgets it, so that a caller who is still sending hears the answer.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var (buffer, drained) = (new byte[16 * 1024], 0L);
        int read;
        while (drained < most && (read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            drained += read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
