using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace BidForge.Load.Wire;

/// <summary>
/// One HTTP/1.1 connection, one request at a time, with next to no work of its own: on a machine that is shared with what is measured,
/// a general client would measure itself. Reads answers with a length or in chunks (RFC 9112, 6 and 7); anything else is an <see cref="IOException"/>.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private readonly Socket socket;
    private readonly ArrayBufferWriter<byte> body = new(16384);
    private byte[] buffer = new byte[16384];
    private int start, end;

    private WireConnection(Socket socket) => this.socket = socket;

    public static async ValueTask<WireConnection> OpenAsync(Uri address, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.IdnHost is "localhost" ? "127.0.0.1" : address.IdnHost, address.Port, ct);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The connection ended, or what came is not understood.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async ValueTask<WireAnswer> SendAsync(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await socket.SendAsync(request[sent..], ct);
        var status = ParseStatus(await LineAsync(ct));
        var (length, chunked) = await HeadersAsync(ct);
        body.ResetWrittenCount();
        if (chunked)
            await ChunksAsync(ct);
        else
            await BytesAsync(length, ct);
        return new(status, body.WrittenMemory);
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask<(int Length, bool Chunked)> HeadersAsync(CancellationToken ct)
    {
        var (length, chunked) = (0, false);
        for (var line = await LineAsync(ct); line.Length > 0; line = await LineAsync(ct))
        {
            if (Value(line, "content-length:") is { } size)
                length = int.Parse(size, CultureInfo.InvariantCulture);
            else if (Value(line, "transfer-encoding:") is { } encoding)
                chunked = encoding.Contains("chunked", StringComparison.OrdinalIgnoreCase);
        }
        return (length, chunked);
    }

    private async ValueTask ChunksAsync(CancellationToken ct)
    {
        while (true)
        {
            var size = int.Parse(Encoding.ASCII.GetString((await LineAsync(ct)).Span).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await BytesAsync(size, ct);
            await LineAsync(ct);
            if (size is 0)
                return;
        }
    }

    private async ValueTask BytesAsync(int count, CancellationToken ct)
    {
        while (count > 0)
        {
            if (start == end)
                await FillAsync(ct);
            var part = Math.Min(count, end - start);
            body.Write(buffer.AsSpan(start, part));
            start += part;
            count -= part;
        }
    }

    /// <summary>Up to the next CRLF, without it.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> LineAsync(CancellationToken ct)
    {
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8);
            if (at >= 0)
            {
                var line = buffer.AsMemory(start, at);
                start += at + 2;
                return line;
            }
            await FillAsync(ct);
        }
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (start == end)
            (start, end) = (0, 0);
        else if (end == buffer.Length)
        {
            // A line that was handed out before is parsed already: what is left moves to the front, or into more room.
            var larger = start > 0 ? buffer : new byte[buffer.Length * 2];
            buffer.AsSpan(start, end - start).CopyTo(larger);
            (buffer, end, start) = (larger, end - start, 0);
        }
        var received = await socket.ReceiveAsync(buffer.AsMemory(end), ct);
        if (received is 0)
            throw new IOException("The connection was closed before the answer had come.");
        end += received;
    }

    private static int ParseStatus(ReadOnlyMemory<byte> line) =>
        line.Length >= 12 && line.Span.StartsWith("HTTP/1.1 "u8) && int.TryParse(line.Span[9..12], CultureInfo.InvariantCulture, out var status)
            ? status
            : throw new IOException($"Not an HTTP/1.1 answer: {Encoding.ASCII.GetString(line.Span)}");

    private static string? Value(ReadOnlyMemory<byte> line, string name) =>
        line.Length > name.Length && Ascii.EqualsIgnoreCase(line.Span[..name.Length], name) ? Encoding.ASCII.GetString(line.Span[name.Length..]).Trim() : null;
}
