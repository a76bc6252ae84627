using Microsoft.Extensions.Options;

namespace BidForge.Bids.Sealing;

/// <summary>Takes new keys into use without a restart. A file that can't be read for a moment changes nothing.</summary>
internal sealed partial class KeyWatch(Keys keys, IOptions<SealingOptions> options, TimeProvider time, ILogger<KeyWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.ReloadSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                keys.Reload();
            }
            catch (Exception fault) when (fault is InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                NotRead(logger, fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys in use stay: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);
}
