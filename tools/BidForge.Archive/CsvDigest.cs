using System.Security.Cryptography;
using System.Text;

namespace BidForge.Archive;

/// <summary>Length, records and SHA-256 of a CSV (RFC 4180) that flows by; a line break inside quotes does not end a record.</summary>
internal sealed class CsvDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool quoted;
    private long lines;

    public long Bytes { get; private set; }

    /// <summary>Without the header.</summary>
    public long Rows => Math.Max(0, lines - 1);

    private void Add(ReadOnlySpan<byte> part)
    {
        hash.AppendData(part);
        Bytes += part.Length;
        for (var at = part.IndexOfAny((byte)'"', (byte)'\n'); at >= 0; at = part.IndexOfAny((byte)'"', (byte)'\n'))
        {
            if (part[at] is (byte)'"')
                quoted = !quoted;
            else if (!quoted)
                lines++;
            part = part[(at + 1)..];
        }
    }

    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Dispose() => hash.Dispose();

    /// <summary>Of all that <paramref name="csv"/> holds, passing it on to <paramref name="to"/>.</summary>
    public static async Task<CsvDigest> OfAsync(Stream csv, Stream? to, CancellationToken cancellationToken)
    {
        var digest = new CsvDigest();
        var buffer = new byte[128 * 1024];
        for (var read = await csv.ReadAsync(buffer, cancellationToken); read > 0; read = await csv.ReadAsync(buffer, cancellationToken))
            await digest.AddAsync(buffer.AsMemory(0, read), to, cancellationToken);
        return digest;
    }

    /// <summary>The same of text, which goes on as UTF-8.</summary>
    public static async Task<CsvDigest> OfAsync(TextReader csv, Stream to, CancellationToken cancellationToken)
    {
        var digest = new CsvDigest();
        var encoder = Encoding.UTF8.GetEncoder();
        var characters = new char[64 * 1024];
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(characters.Length)];
        int read;
        do
        {
            read = await csv.ReadAsync(characters, cancellationToken);
            var written = encoder.GetBytes(characters.AsSpan(0, read), bytes, flush: read is 0);
            await digest.AddAsync(bytes.AsMemory(0, written), to, cancellationToken);
        }
        while (read > 0);
        return digest;
    }

    private async Task AddAsync(ReadOnlyMemory<byte> part, Stream? to, CancellationToken cancellationToken)
    {
        Add(part.Span);
        if (to is not null)
            await to.WriteAsync(part, cancellationToken);
    }
}
