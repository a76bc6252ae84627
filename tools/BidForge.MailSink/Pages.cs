using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace BidForge.MailSink;

/// <summary>The two pages for people.</summary>
internal static class Pages
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1d2733}
        table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.5rem;border-bottom:1px solid #d8dee6;vertical-align:top}
        pre{white-space:pre-wrap;background:#f4f6f8;padding:1rem}iframe{width:100%;height:36rem;border:1px solid #d8dee6}a{color:#0b57a4}
        """;

    public static string List(IReadOnlyList<Mail> mails)
    {
        var rows = new StringBuilder();
        foreach (var mail in mails)
            rows.Append(CultureInfo.InvariantCulture, $"""
                <tr><td>{mail.ReceivedAt:yyyy-MM-dd HH:mm:ss}Z</td><td>{Text(string.Join(", ", mail.To))}</td><td><a href="/{mail.Id}">{Text(mail.Subject is "" ? "(no subject)" : mail.Subject)}</a></td></tr>
                """);
        var body = mails.Count == 0
            ? "<p>Nothing has been sent yet. Every e-mail of this BidForge ends here; none leaves the machine.</p>"
            : $"<table><thead><tr><th>Received</th><th>To</th><th>Subject</th></tr></thead><tbody>{rows}</tbody></table>";
        return Page("Mail", $"<h1>Mail</h1>{body}");
    }

    public static string One(Mail mail)
    {
        var headers = string.Concat(mail.Headers.Select(h => $"<tr><th>{Text(h.Key)}</th><td>{Text(h.Value)}</td></tr>"));
        var text = mail.Text is null ? "" : $"<h2>Text</h2><pre>{Text(mail.Text)}</pre>";
        // A sandbox without permissions: what the mail carries cannot run here.
        var html = mail.Html is null ? "" : $"""<h2>HTML</h2><iframe sandbox title="HTML part" srcdoc="{Text(mail.Html)}"></iframe>""";
        return Page(mail.Subject, $"""<p><a href="/">All mail</a></p><h1>{Text(mail.Subject)}</h1><p>To {Text(string.Join(", ", mail.To))}</p>{text}{html}<h2>Headers</h2><table>{headers}</table>""");
    }

    private static string Page(string title, string body) => $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Text(title)}</title><style>{Style}</style></head><body>{body}</body></html>
        """;

    private static string Text(string value) => HtmlEncoder.Default.Encode(value);
}
