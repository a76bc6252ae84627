using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Analytics.Usage;

/// <summary>Makes the months of usage ahead and drops the old ones. Replicas take turns; one that comes later finds nothing to do.</summary>
internal sealed partial class UsageKeeper(NpgsqlDataSource database, TimeProvider time, IOptions<UsageOptions> options, ILogger<UsageKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.KeepEverySeconds), time);
        do
            await TryAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var keep = database.CreateCommand("select keep_usage_months($1, $2, $3)");
            keep.Parameters.Add(new() { Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) });
            keep.Parameters.Add(new() { Value = options.Value.MonthsAhead });
            keep.Parameters.Add(new() { Value = options.Value.KeepMonths });
            await keep.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            Later(logger, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The months of usage are looked after later: {Reason}")]
    private static partial void Later(ILogger logger, string reason);
}
