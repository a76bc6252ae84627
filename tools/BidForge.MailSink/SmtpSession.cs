using System.Globalization;
using System.Text;

namespace BidForge.MailSink;

/// <summary>One conversation in SMTP (RFC 5321), the part of it that a sender without authentication or encryption needs.</summary>
internal sealed class SmtpSession(Stream stream, Mailbox mailbox, int maxSize)
{
    // Latin-1 keeps every byte as it came; the message's own headers say how to read them.
    private readonly StreamReader reader = new(stream, Encoding.Latin1);
    private readonly List<string> recipients = [];
    private string? sender;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ReplyAsync("220 bidforge mail sink ESMTP", cancellationToken);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "QUIT")
            {
                await ReplyAsync("221 bye", cancellationToken);
                return;
            }

            await ReplyAsync(verb == "DATA" ? await DataAsync(cancellationToken) : Answer(verb, line), cancellationToken);
        }
    }

    private string Answer(string verb, string line)
    {
        switch (verb)
        {
            case "HELO" or "EHLO":
                Reset();
                return verb == "HELO"
                    ? "250 bidforge"
                    : string.Create(CultureInfo.InvariantCulture, $"250-bidforge\r\n250-SIZE {maxSize}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 PIPELINING");
            case "MAIL":
                Reset();
                sender = Address(line);
                return "250 ok";
            case "RCPT" when sender is null:
                return "503 MAIL first";
            case "RCPT":
                recipients.Add(Address(line));
                return "250 ok";
            case "RSET":
                Reset();
                return "250 ok";
            case "NOOP":
                return "250 ok";
            case "VRFY":
                return "252 send it and see";
            default:
                return "502 not known here";
        }
    }

    private async Task<string> DataAsync(CancellationToken cancellationToken)
    {
        if (sender is null || recipients.Count == 0)
            return "503 MAIL and RCPT first";
        await ReplyAsync("354 end with a line that holds a dot only", cancellationToken);
        var text = new StringBuilder();
        var tooLarge = false;
        while (await reader.ReadLineAsync(cancellationToken) is { } line && line != ".")
        {
            // Section 4.5.2: the sender doubles a leading dot.
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            if (text.Length > maxSize)
            {
                tooLarge = true;
                text.Clear();
            }
        }

        if (tooLarge)
            return "552 too large";
        var (from, to) = (sender, recipients.ToArray());
        mailbox.Add(id => Mime.Read(text.ToString(), id, TimeProvider.System.GetUtcNow(), from, to));
        Reset();
        return "250 kept";
    }

    private static string Address(string line)
    {
        var (open, close) = (line.IndexOf('<'), line.IndexOf('>'));
        var address = open >= 0 && close > open ? line[(open + 1)..close] : line[(line.IndexOf(':') + 1)..].Trim();
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(address));
    }

    private void Reset()
    {
        sender = null;
        recipients.Clear();
    }

    private async Task ReplyAsync(string reply, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), cancellationToken);
}
