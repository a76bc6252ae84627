using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BidForge.Files.Sealing;

/// <summary>
/// The bytes of a sealed blob: chunks of 64 KiB, each under AES-256-GCM with its number as the nonce, which is safe as no other file has the key. The last chunk is
/// filled up with zeros, so a blob tells of its file's size no more than how many chunks it has. Any range is read by opening the chunks it lies in.
/// </summary>
internal sealed class SealedChunks(byte[] key) : IDisposable
{
    public const int PlainSize = 64 * 1024;
    public const int SealedSize = PlainSize + TagBytes;

    private const int TagBytes = 16;

    private readonly AesGcm aes = new(AttachmentSeal.Derive(key, "bytes"), TagBytes);

    /// <summary>Bytes of the blob of a file of <paramref name="size"/> bytes.</summary>
    public static long SizeOf(long size) => (size + PlainSize - 1) / PlainSize * SealedSize;

    public void Seal(long number, ReadOnlySpan<byte> plain, Span<byte> chunk) => aes.Encrypt(Nonce(number), plain, chunk[..PlainSize], chunk[PlainSize..]);

    /// <exception cref="CryptographicException">It was changed, or is another chunk or another file's.</exception>
    public void Open(long number, ReadOnlySpan<byte> chunk, Span<byte> plain) => aes.Decrypt(Nonce(number), chunk[..PlainSize], chunk[PlainSize..], plain);

    public void Dispose() => aes.Dispose();

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }
}
