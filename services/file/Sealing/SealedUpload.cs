using BidForge.Files.Blobs;

namespace BidForge.Files.Sealing;

/// <summary>Seals a file on its way into the blob store, a chunk at a time.</summary>
internal sealed class SealedUpload(IBlobUpload blob, byte[] key) : IBlobUpload
{
    private readonly SealedChunks chunks = new(key);
    private readonly byte[] plain = new byte[SealedChunks.PlainSize];
    private readonly byte[] chunk = new byte[SealedChunks.SealedSize];
    private int filled;
    private long number;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var taken = Math.Min(bytes.Length, plain.Length - filled);
            bytes[..taken].CopyTo(plain.AsMemory(filled));
            filled += taken;
            bytes = bytes[taken..];
            if (filled == plain.Length)
                await WriteChunkAsync(cancellationToken);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (filled > 0)
        {
            plain.AsSpan(filled).Clear();
            await WriteChunkAsync(cancellationToken);
        }
        await blob.CompleteAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        chunks.Dispose();
        return blob.DisposeAsync();
    }

    private async ValueTask WriteChunkAsync(CancellationToken cancellationToken)
    {
        chunks.Seal(number++, plain, chunk);
        filled = 0;
        await blob.WriteAsync(chunk, cancellationToken);
    }
}
