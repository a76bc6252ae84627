using System.ComponentModel.DataAnnotations;

namespace BidForge.MailSink;

internal sealed class SmtpOptions
{
    /// <summary>The port on which mail is taken, on the loopback address.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 2525;

    /// <summary>The largest message, in bytes.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxSize { get; init; } = 10 * 1024 * 1024;
}
