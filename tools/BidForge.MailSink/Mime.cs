using System.Text;
using System.Text.RegularExpressions;

namespace BidForge.MailSink;

/// <summary>Reads a message (RFC 5322, MIME: RFC 2045 to 2047): its headers and its text and HTML parts; attachments are passed over.</summary>
internal static partial class Mime
{
    private const int DeepestPart = 5;

    /// <param name="message">One character for each byte.</param>
    public static Mail Read(string message, long id, DateTimeOffset receivedAt, string from, IReadOnlyList<string> to)
    {
        var (headers, body) = Split(message);
        string? text = null, html = null;
        Collect(headers, body, ref text, ref html, 0);
        var decoded = headers.Select(h => KeyValuePair.Create(h.Key, DecodeWords(h.Value))).ToList();
        return new Mail(id, receivedAt, from, to, decoded.FirstOrDefault(h => Is(h, "Subject")).Value ?? "", decoded, text, html);
    }

    private static void Collect(List<KeyValuePair<string, string>> headers, string body, ref string? text, ref string? html, int depth)
    {
        var type = headers.FirstOrDefault(h => Is(h, "Content-Type")).Value ?? "text/plain";
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && Parameter(type, "boundary") is { } boundary && depth < DeepestPart)
        {
            foreach (var part in ("\r\n" + body).Split("\r\n--" + boundary).Skip(1).TakeWhile(p => !p.StartsWith("--", StringComparison.Ordinal)))
            {
                var (partHeaders, partBody) = Split(part[(part.IndexOf('\n') + 1)..]);
                Collect(partHeaders, partBody, ref text, ref html, depth + 1);
            }
        }
        else if (type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
        {
            html ??= Decode(headers, type, body);
        }
        else if (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            text ??= Decode(headers, type, body);
        }
    }

    private static string Decode(List<KeyValuePair<string, string>> headers, string type, string body)
    {
        var encoding = headers.FirstOrDefault(h => Is(h, "Content-Transfer-Encoding")).Value?.Trim().ToUpperInvariant();
        var bytes = encoding switch
        {
            "BASE64" => FromBase64(body),
            "QUOTED-PRINTABLE" => FromQuotedPrintable(body.Replace("=\r\n", "", StringComparison.Ordinal)),
            _ => Encoding.Latin1.GetBytes(body),
        };
        return Charset(Parameter(type, "charset") ?? "utf-8").GetString(bytes);
    }

    private static byte[] FromBase64(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : Encoding.Latin1.GetBytes(text);
    }

    private static byte[] FromQuotedPrintable(string text) =>
        Encoding.Latin1.GetBytes(EscapedByte().Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()));

    private static string DecodeWords(string value) => EncodedWord().Replace(SpaceBetweenWords().Replace(value, "$1"), m => Charset(m.Groups[1].Value).GetString(
        m.Groups[2].Value is "B" or "b" ? FromBase64(m.Groups[3].Value) : FromQuotedPrintable(m.Groups[3].Value.Replace('_', ' '))));

    private static (List<KeyValuePair<string, string>> Headers, string Body) Split(string message)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? message : message[..end];
        // A line that begins with white space continues the one before.
        var headers = Fold().Replace(head, " ").Split("\r\n")
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => KeyValuePair.Create(parts[0].Trim(), parts[1].Trim()));
        return ([.. headers], end < 0 ? "" : message[(end + 4)..]);
    }

    private static string? Parameter(string header, string name) =>
        Regex.Match(header, $"""(?:^|;)\s*{name}\s*=\s*(?:"([^"]*)"|([^;\s]+))""", RegexOptions.IgnoreCase) is { Success: true } match
            ? match.Groups[1].Value + match.Groups[2].Value
            : null;

    private static Encoding Charset(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static bool Is(KeyValuePair<string, string> header, string name) => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex EscapedByte();

    [GeneratedRegex(@"=\?([^?*]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex SpaceBetweenWords();

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Fold();
}
