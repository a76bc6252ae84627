using System.Net.Mail;

namespace BidForge.Notifications.Mail;

/// <summary>What a failed attempt means for the e-mail and for the others.</summary>
internal enum Verdict
{
    /// <summary>The server can't be reached or is closing: every e-mail waits.</summary>
    ServerAway,

    /// <summary>The server can't take this one now (RFC 5321: 4yz).</summary>
    Later,

    /// <summary>It will never be taken (RFC 5321: 5yz).</summary>
    Never,
}

internal static class Verdicts
{
    public static Verdict Of(Exception fault) => fault switch
    {
        FormatException => Verdict.Never,
        SmtpException { StatusCode: SmtpStatusCode.GeneralFailure or SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.ServiceClosingTransmissionChannel } => Verdict.ServerAway,
        SmtpException smtp => (int)smtp.StatusCode >= 500 ? Verdict.Never : Verdict.Later,
        _ => Verdict.ServerAway,
    };
}
