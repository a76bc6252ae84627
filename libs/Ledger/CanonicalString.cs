using System.Buffers;
using System.Text;

namespace BidForge.Ledger;

/// <summary>Strings of RFC 8785, 3.2.2.2: only quote, backslash and control characters are escaped, in their shortest form.</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    public static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<char> text)
    {
        to.Write("\""u8);
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            Encoding.UTF8.GetBytes(text[..next], to);
            Encoding.UTF8.GetBytes(Escape(text[next]), to);
            text = text[(next + 1)..];
        }
        Encoding.UTF8.GetBytes(text, to);
        to.Write("\""u8);
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)c:x4}",
    };
}
