using System.Buffers;
using System.Text;

namespace BidForge.Files.Sniffing;

/// <summary>Text is UTF-8 throughout, without NUL. A character may be cut in two between chunks.</summary>
internal sealed class TextCheck
{
    private const int Step = 4096;

    private readonly Decoder decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();

    public bool Add(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && Decode(bytes, flush: false);

    /// <summary>False when the last character is cut off.</summary>
    public bool Finish() => Decode([], flush: true);

    private bool Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var characters = ArrayPool<char>.Shared.Rent(Step + 8);
        try
        {
            do
            {
                var step = Math.Min(bytes.Length, Step);
                decoder.GetChars(bytes[..step], characters, flush && step == bytes.Length);
                bytes = bytes[step..];
            }
            while (bytes.Length > 0);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
