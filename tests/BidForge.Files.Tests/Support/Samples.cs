using System.IO.Compression;
using System.Text;

namespace BidForge.Files.Tests.Support;

/// <summary>The smallest real files of each type, made here.</summary>
internal static class Samples
{
    public static byte[] Pdf { get; } = Text("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Gif { get; } = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];

    public static byte[] Webp { get; } = Convert.FromBase64String("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    public static byte[] Tiff { get; } = [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Dwg { get; } = [.. "AC1032"u8, 0, 0, 0, 0, 0, 0, 3];

    public static byte[] Dxf { get; } = Text("  0\r\nSECTION\r\n  2\r\nHEADER\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n");

    public static byte[] Ifc { get; } = Text("ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n");

    public static byte[] Csv { get; } = Text("trade,größe\nconcrete,12.5\n");

    public static byte[] Html { get; } = Text("\n <!DOCTYPE html><script>alert(1)</script>");

    public static byte[] Svg { get; } = Text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>");

    public static byte[] WindowsProgram { get; } = [(byte)'M', (byte)'Z', 0x90, 0, 3, 0, 0, 0, .. new byte[64]];

    public static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Text($"<part name=\"{name}\"/>"));
            }
        }
        return bytes.ToArray();
    }

    public static byte[] Office(string folder) => Zip("[Content_Types].xml", "_rels/.rels", $"{folder}main.xml");

    /// <summary>A PDF of this many bytes that no compression or coincidence repeats.</summary>
    public static byte[] LargePdf(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        Pdf.CopyTo(bytes, 0);
        return bytes;
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
