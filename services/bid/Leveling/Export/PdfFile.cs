using System.Globalization;
using System.Text;

namespace BidForge.Bids.Leveling.Export;

/// <summary>
/// Just enough of PDF 1.4 (ISO 32000) for tables: pages of text and lines in Helvetica, which every reader has, so that no font file travels.
/// Positions are in points from the top left. Letters outside Latin-1 are written without their marks, or as a question mark.
/// </summary>
internal sealed class PdfFile(double width, double height)
{
    private readonly List<StringBuilder> pages = [];

    public void AddPage() => pages.Add(new());

    /// <summary>One line of text, cut with an ellipsis where it is wider than <paramref name="room"/>.</summary>
    /// <param name="whole">Made smaller instead of cut: an amount that lacks digits is another amount.</param>
    public void Text(double x, double y, double size, double room, string text, bool bold = false, bool right = false, bool whole = false)
    {
        if (whole && Helvetica.Width(text, size) > room)
            size = Math.Floor(100 * size * room / Helvetica.Width(text, size)) / 100;
        var fitted = Helvetica.Fit(text, size, room);
        if (right)
            x += room - Helvetica.Width(fitted, size);
        Write($"BT /{(bold ? "F2" : "F1")} {size} Tf {x:0.##} {height - y:0.##} Td ({Escaped(fitted)}) Tj ET");
    }

    /// <param name="grey">0 is black, 1 is white.</param>
    public void Band(double x, double y, double wide, double high, double grey) =>
        Write($"{grey} g {x:0.##} {height - y - high:0.##} {wide:0.##} {high:0.##} re f 0 g");

    public void Line(double x, double y, double to) => Write($"0.75 G 0.4 w {x:0.##} {height - y:0.##} m {to:0.##} {height - y:0.##} l S");

    public byte[] ToBytes()
    {
        var kids = string.Join(' ', Enumerable.Range(0, pages.Count).Select(index => $"{5 + 2 * index} 0 R"));
        List<string> objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{kids}] /Count {pages.Count} >>",
            Font("Helvetica"),
            Font("Helvetica-Bold"),
        ];
        foreach (var page in pages)
        {
            objects.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {objects.Count + 2} 0 R >>"));
            objects.Add($"<< /Length {page.Length} >>\nstream\n{page}endstream");
        }
        return Assemble(objects);
    }

    private static string Font(string name) => $"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>";

    private static byte[] Assemble(List<string> objects)
    {
        var file = new StringBuilder("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new List<int>();
        foreach (var (index, content) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{content}\nendobj\n");
        }
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        // Every character is one byte, so lengths and offsets above count bytes.
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private void Write(FormattableString command) => pages[^1].Append(command.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
