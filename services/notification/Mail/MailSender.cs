using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Notifications.Mail;

/// <summary>Sends what waits in <see cref="MailQueue"/>. Every replica runs one; they share the work.</summary>
internal sealed partial class MailSender(
    MailQueue queue, MailTemplate template, IOptions<MailOptions> options, NotificationMetrics metrics, TimeProvider time, ILogger<MailSender> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(options.Value.Host))
        {
            NoServer(logger);
            return;
        }
        var poll = TimeSpan.FromMilliseconds(options.Value.PollMilliseconds);
        var pause = poll;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var mails = await queue.TakeAsync(stoppingToken);
                var reached = mails.Count is 0 || await SendAsync(mails, stoppingToken);
                pause = reached ? poll : Longer(pause);
                if (reached && mails.Count is MailQueue.BatchSize)
                    continue;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                QueueAway(logger, fault.Message);
                pause = Longer(pause);
            }
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>False when the server is away; what was not tried is given back.</summary>
    private async Task<bool> SendAsync(IReadOnlyList<QueuedMail> mails, CancellationToken stoppingToken)
    {
        using var client = Connect();
        for (var i = 0; i < mails.Count; i++)
        {
            var verdict = await TrySendAsync(client, mails[i], stoppingToken);
            if (verdict is not Verdict.ServerAway && !stoppingToken.IsCancellationRequested)
                continue;
            await queue.GiveBackAsync(mails.Skip(i + 1).Select(mail => mail.Id), CancellationToken.None);
            return false;
        }
        return true;
    }

    private async Task<Verdict?> TrySendAsync(SmtpClient client, QueuedMail mail, CancellationToken stoppingToken)
    {
        try
        {
            using var message = template.Fill(mail);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
            await client.SendMailAsync(message, patience.Token);
        }
        catch (Exception fault) when (fault is SmtpException or FormatException or IOException or OperationCanceledException or InvalidOperationException)
        {
            return await PutOffAsync(mail, fault);
        }
        // Written down even while stopping: the server has it.
        await queue.SentAsync(mail.Id, CancellationToken.None);
        metrics.MailSent();
        return null;
    }

    private async Task<Verdict> PutOffAsync(QueuedMail mail, Exception fault)
    {
        var verdict = Verdicts.Of(fault);
        if (time.GetUtcNow() - mail.CreatedAt > TimeSpan.FromHours(options.Value.GiveUpHours))
            verdict = Verdict.Never;
        metrics.MailFailed();
        NotSent(logger, mail.Id, mail.Attempts, verdict, fault.GetType().Name);
        var reason = fault.Message.Length <= 500 ? fault.Message : fault.Message[..500];
        if (verdict is Verdict.Never)
            await queue.FailedAsync(mail.Id, reason, CancellationToken.None);
        else
            await queue.LaterAsync(mail.Id, Wait(verdict, mail.Attempts), reason, CancellationToken.None);
        return verdict;
    }

    // An absent server is tried again soon; a mail it does not want now waits longer each time.
    private static TimeSpan Wait(Verdict verdict, int attempts)
    {
        var doubled = TimeSpan.FromSeconds((verdict is Verdict.ServerAway ? 1 : 30) * Math.Pow(2, Math.Min(attempts - 1, 12)));
        var longest = verdict is Verdict.ServerAway ? LongestPause : LongestWait;
        return doubled < longest ? doubled : longest;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private SmtpClient Connect()
    {
        var client = new SmtpClient(options.Value.Host, options.Value.Port) { EnableSsl = options.Value.Tls, DeliveryFormat = SmtpDeliveryFormat.International };
        if (!string.IsNullOrEmpty(options.Value.UserName))
            client.Credentials = new NetworkCredential(options.Value.UserName, options.Value.Password);
        return client;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail__Host is not set: e-mails wait in their table")]
    private static partial void NoServer(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "E-mails wait: their table can't be read: {Reason}")]
    private static partial void QueueAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "E-mail {MailId} was not sent at attempt {Attempt}: {Verdict}, {Fault}")]
    private static partial void NotSent(ILogger logger, Guid mailId, int attempt, Verdict verdict, string fault);
}
