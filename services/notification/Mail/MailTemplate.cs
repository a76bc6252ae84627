using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace BidForge.Notifications.Mail;

/// <summary>Makes e-mails from the embedded templates: plain text, and HTML in which everything filled in is encoded.</summary>
internal sealed partial class MailTemplate(IOptions<MailOptions> options)
{
    private readonly string text = Embedded("notification.txt");
    private readonly string html = Embedded("notification.html");
    private readonly MailAddress from = new(options.Value.From, options.Value.FromName);

    /// <exception cref="FormatException">The recipient's address can't be one.</exception>
    public MailMessage Fill(QueuedMail mail)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = mail.Name,
            ["title"] = mail.Title,
            ["body"] = mail.Body,
            ["link"] = options.Value.Site.TrimEnd('/') + mail.Link,
            ["site"] = options.Value.Site,
        };
        var message = new MailMessage(from, new MailAddress(mail.Address, mail.Name, Encoding.UTF8))
        {
            Subject = mail.Title,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = Fill(text, values, value => value),
        };
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(
            Fill(html, values, HtmlEncoder.Default.Encode), Encoding.UTF8, MediaTypeNames.Text.Html));
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{from.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static string Fill(string template, Dictionary<string, string> values, Func<string, string> encode) =>
        Placeholder().Replace(template, match => encode(values[match.Groups[1].Value]));

    private static string Embedded(string name)
    {
        using var stream = typeof(MailTemplate).Assembly.GetManifestResourceStream("mail/" + name)
            ?? throw new InvalidOperationException($"The template {name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
