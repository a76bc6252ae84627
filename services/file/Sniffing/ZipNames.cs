using System.Buffers.Binary;
using System.Text;

namespace BidForge.Files.Sniffing;

/// <summary>
/// The names in a zip archive that streams by, from its first local headers and the directory at its end (APPNOTE 4.3).
/// Of a directory longer than what is kept, the last names are known.
/// </summary>
internal sealed class ZipNames
{
    private const int HeadKept = 64 * 1024;
    private const int TailKept = 256 * 1024;
    private const int LocalHeader = 30;
    private const int CentralHeader = 46;
    private const int EndRecord = 22;

    private readonly byte[] ring = new byte[TailKept];
    private readonly MemoryStream head = new();
    private long total;
    private byte[]? tail;
    private HashSet<string>? names;

    /// <summary>The archive has its end record: it was not cut short.</summary>
    public bool IsComplete => Tail.AsSpan().LastIndexOf("PK\x05\x06"u8) is >= 0 and var at && Tail.Length - at >= EndRecord;

    /// <summary>A Java or Android program, or an Office file with macros.</summary>
    public bool HasProgram => Names.Any(name =>
        name is "META-INF/MANIFEST.MF" or "AndroidManifest.xml" || name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase));

    public bool IsOffice(string folder) => Names.Contains("[Content_Types].xml") && Names.Any(name => name.StartsWith(folder, StringComparison.Ordinal));

    private byte[] Tail => tail ??= Unroll();

    private HashSet<string> Names => names ??= ReadNames();

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (head.Length < HeadKept)
            head.Write(bytes[..(int)Math.Min(bytes.Length, HeadKept - head.Length)]);
        var last = bytes.Length > TailKept ? bytes[^TailKept..] : bytes;
        var at = (int)((total + bytes.Length - last.Length) % TailKept);
        var untilEnd = Math.Min(last.Length, TailKept - at);
        last[..untilEnd].CopyTo(ring.AsSpan(at));
        last[untilEnd..].CopyTo(ring);
        total += bytes.Length;
    }

    private byte[] Unroll()
    {
        var at = (int)(total % TailKept);
        return total <= TailKept ? ring[..(int)total] : [.. ring[at..], .. ring[..at]];
    }

    private HashSet<string> ReadNames()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Collect(head.GetBuffer().AsSpan(0, (int)head.Length), "PK\x03\x04"u8, LocalHeader, 26, found);
        Collect(Tail, "PK\x01\x02"u8, CentralHeader, 28, found);
        return found;
    }

    private static void Collect(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature, int header, int lengthAt, HashSet<string> found)
    {
        for (int at; (at = bytes.IndexOf(signature)) >= 0 && bytes.Length - at >= header; bytes = bytes[(at + signature.Length)..])
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + lengthAt)..]);
            if (length is > 0 and < 1024 && bytes.Length - at - header >= length)
                found.Add(Encoding.UTF8.GetString(bytes.Slice(at + header, length)));
        }
    }
}
