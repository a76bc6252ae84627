namespace BidForge.Files.Sniffing;

/// <summary>How files begin.</summary>
internal static class Magic
{
    /// <summary>So many bytes decide; the rest of a file can't change what its beginning says.</summary>
    public const int HeadLength = 4096;

    public static bool IsPng(ReadOnlySpan<byte> head) => head is [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..];

    public static bool IsJpeg(ReadOnlySpan<byte> head) => head is [0xFF, 0xD8, 0xFF, ..];

    public static bool IsWebp(ReadOnlySpan<byte> head) => head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8);

    /// <summary>Classic and Big TIFF, either byte order.</summary>
    public static bool IsTiff(ReadOnlySpan<byte> head) => head is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];

    /// <summary>Release 12 (AC1009) and later; the version is six characters.</summary>
    public static bool IsDwg(ReadOnlySpan<byte> head) =>
        head.Length >= 6 && head.StartsWith("AC10"u8) && char.IsAsciiDigit((char)head[4]) && char.IsAsciiDigit((char)head[5]);

    /// <summary>Binary by its sentinel; ASCII by its first group, which opens a section or is a comment (999).</summary>
    public static bool IsDxf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("AutoCAD Binary DXF\r\n\x1a\0"u8))
            return true;
        var rest = SkipBlank(head);
        if (rest.StartsWith("999\r"u8) || rest.StartsWith("999\n"u8))
            return !head.Contains((byte)0);
        return rest is [(byte)'0', (byte)'\r' or (byte)'\n', ..] && SkipBlank(rest[1..]).StartsWith("SECTION"u8) && !head.Contains((byte)0);
    }

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8);

    /// <summary>What may never be stored, whatever it is called; null when it is none of that.</summary>
    public static string? Forbidden(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("MZ"u8) && head.Contains((byte)0))
            return "a Windows program";
        if (head.StartsWith("\x7f"u8) && head[1..].StartsWith("ELF"u8))
            return "a Linux program";
        if (head is [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] or [0xFE, 0xED, 0xFA, 0xCF or 0xCE, ..])
            return "a macOS program";
        if (head is [0xCA, 0xFE, 0xBA, 0xBE, ..])
            return "a Java or macOS program";
        if (head.StartsWith("#!"u8))
            return "a script";
        if (head is [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..])
            return "an Office file of the old kind, which may hold macros; save it as docx, xlsx, pptx or PDF";
        return Markup(SkipBlank(head));
    }

    public static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> bytes) =>
        (bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes).TrimStart(" \t\r\n\f"u8);

    private static string? Markup(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'<', _, ..])
            return null;
        if (Opens(text, "<svg"u8))
            return "an SVG drawing, which may hold scripts";
        if (Opens(text, "<?xml"u8))
            return "an XML document, which may hold scripts";
        return text[1] is (byte)'!' or (byte)'?' or (byte)'/' || char.IsAsciiLetter((char)text[1]) ? "an HTML page or other markup" : null;
    }

    private static bool Opens(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag) =>
        text.Length >= tag.Length && System.Text.Ascii.EqualsIgnoreCase(text[..tag.Length], tag);
}
