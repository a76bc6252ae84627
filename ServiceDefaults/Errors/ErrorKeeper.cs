using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace BidForge.ServiceDefaults.Errors;

/// <summary>Brings what was captured into the inbox. While Redis is away it waits; what is captured beyond five hundred meanwhile is in the logs only.</summary>
internal sealed class ErrorKeeper(ErrorCapture capture, IConfiguration configuration, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetConnectionString("redis") is not { Length: > 0 } address)
            return;
        await foreach (var report in capture.Reports.ReadAllAsync(stoppingToken))
            while (!await TryAsync(address, report))
                await Task.Delay(Pause, time, stoppingToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        connection?.Dispose();
    }

    // One of its own, made at the first fault: a process that has none needs no connection for them.
    private ConnectionMultiplexer? connection;

    private async Task<bool> TryAsync(string address, ErrorReport report)
    {
        try
        {
            if (connection is null)
            {
                var options = ConfigurationOptions.Parse(address);
                options.AbortOnConnectFail = false;
                options.ClientName = "bidforge-errors";
                connection = await ConnectionMultiplexer.ConnectAsync(options);
            }
            await new ErrorInbox(connection.GetDatabase()).AddAsync(report);
            return true;
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
