using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace BidForge.MailSink;

/// <summary>Accepts SMTP connections and lets each have its session.</summary>
internal sealed partial class SmtpServer(IOptions<SmtpOptions> options, Mailbox mailbox, ILogger<SmtpServer> logger) : BackgroundService
{
    public bool IsListening { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, options.Value.Port);
        listener.Start();
        IsListening = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stoppingToken);
            _ = Task.Run(() => ServeAsync(client, stoppingToken), stoppingToken);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stoppingToken)
    {
        using (client)
        {
            try
            {
                await new SmtpSession(client.GetStream(), mailbox, options.Value.MaxSize).RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
            {
                LogBroken(failure.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A connection ended early: {Reason}")]
    private partial void LogBroken(string reason);
}
