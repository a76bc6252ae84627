using System.ComponentModel.DataAnnotations;

namespace BidForge.Notifications.Mail;

/// <summary>Where e-mails go and how they look; section <c>Mail</c>.</summary>
internal sealed class MailOptions
{
    /// <summary>The SMTP server. Without one, e-mails wait in their table.</summary>
    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 25;

    /// <summary>STARTTLS (RFC 3207).</summary>
    public bool Tls { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>The sender's address.</summary>
    [EmailAddress]
    public string From { get; init; } = "notifications@bidforge.localhost";

    /// <summary>The sender's name.</summary>
    [Required]
    public string FromName { get; init; } = "BidForge";

    /// <summary>The site's address, for links.</summary>
    [Required, Url]
    public string Site { get; init; } = "http://localhost:8080";

    /// <summary>How often a replica looks for e-mails to send, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int PollMilliseconds { get; init; } = 1000;

    /// <summary>How long the server may take for one e-mail, in seconds.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>An e-mail that could not be sent for this long is given up, in hours.</summary>
    [Range(1, 24 * 30)]
    public int GiveUpHours { get; init; } = 72;
}
