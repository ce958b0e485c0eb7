using System.Net.Sockets;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>One direction of a connection, and what the wire does to what passes.</summary>
internal static class Passage
{
    private const int BodyBegins = 40;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(Socket from, Socket to, Wire wire, CancellationToken changed)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, changed) is > 0 and var length)
            {
                if (!await PassAsync(buffer.AsMemory(0, length), to, wire, changed))
                    return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task<bool> PassAsync(ReadOnlyMemory<byte> piece, Socket to, Wire wire, CancellationToken changed)
    {
        switch (wire)
        {
            case Wire.HalfOpen:
                return true;
            case Wire.ResetInBody:
                await to.SendAsync(piece[..Math.Min(BodyBegins, piece.Length)], changed);
                await Task.Delay(Delay, changed);
                return false;
            case Wire.Drip:
                for (var at = 0; at < piece.Length; at += 4)
                {
                    await to.SendAsync(piece.Slice(at, Math.Min(4, piece.Length - at)), changed);
                    await Task.Delay(Delay, changed);
                }

                return true;
            case Wire.Late:
                await Task.Delay(Delay, changed);
                goto case Wire.Sound;
            case Wire.SomeoneElse:
                await to.SendAsync(Misnamed(piece.ToArray()), changed);
                return true;
            case Wire.Sound:
                await to.SendAsync(piece, changed);
                return true;
            default:
                throw new InvalidOperationException($"Nothing passes a wire that is {wire}.");
        }
    }

    /// <summary>Another last digit, and so another citizen's number; the answer stays as long as it was.</summary>
    private static byte[] Misnamed(byte[] piece)
    {
        const int digits = 12;
        var tag = "SoDinhDanh>"u8;
        for (var at = piece.AsSpan().IndexOf(tag); at >= 0 && at + tag.Length + digits <= piece.Length;)
        {
            ref var last = ref piece[at + tag.Length + digits - 1];
            if (char.IsAsciiDigit((char)last))
                last = last == (byte)'9' ? (byte)'0' : (byte)(last + 1);
            var next = piece.AsSpan(at + tag.Length).IndexOf(tag);
            at = next < 0 ? -1 : at + tag.Length + next;
        }

        return piece;
    }
}
