using BidForge.ServiceDefaults.Plans;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace BidForge.Analytics.Usage;

/// <summary>
/// Brings the gateways' counts of requests from Redis. They are running totals, so that bringing them twice, or by two replicas at once, changes nothing; a total
/// is overwritten by a larger one only, and one that Redis has begun anew comes as an epoch of its own, beside what it had counted before.
/// </summary>
internal sealed partial class RequestCollector(
    IConnectionMultiplexer redis, NpgsqlDataSource database, TimeProvider time, IOptions<UsageOptions> options, ILogger<RequestCollector> logger) : BackgroundService
{
    private const string Upsert = """
        insert into usage_days as u (day, company_id, feature, epoch, amount, version)
        select $1, company, 'requests', $2, total, total from unnest($3, $4) as counted (company, total) where $1 >= usage_begins() order by company
        on conflict (company_id, feature, day, epoch) do update set amount = excluded.amount, version = excluded.version where u.version < excluded.version
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var collected = Today.AddDays(-RequestCounts.DaysKept);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.CollectEverySeconds), time);
        do
        {
            try
            {
                var today = Today;
                for (var day = collected; day <= today; day = day.AddDays(1))
                    await CollectAsync(day, stoppingToken);
                // Yesterday may still grow by what gateways with a late clock count.
                collected = today.AddDays(-1);
            }
            catch (Exception fault) when (fault is RedisException or TimeoutException or NpgsqlException)
            {
                Later(logger, fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task CollectAsync(DateOnly day, CancellationToken cancellationToken)
    {
        RedisKey key = RequestCounts.Day(day);
        var counts = redis.GetDatabase();
        var begun = await counts.HashGetAsync(key, RequestCounts.Epoch);
        if (!begun.HasValue || !begun.TryParse(out long epoch))
            return;
        var totals = new SortedDictionary<Guid, long>();
        await foreach (var field in counts.HashScanAsync(key, pageSize: 1000).WithCancellation(cancellationToken))
            if (Guid.TryParseExact(field.Name, "N", out var company) && field.Value.TryParse(out long total))
                totals[company] = total;
        // Begun anew while it was read: what was read is of neither life. The next round has it.
        if (await counts.HashGetAsync(key, RequestCounts.Epoch) != begun)
            return;
        await using var upsert = database.CreateCommand(Upsert);
        upsert.Parameters.Add(new() { Value = day });
        upsert.Parameters.Add(new() { Value = epoch });
        upsert.Parameters.Add(new() { Value = totals.Keys.ToArray() });
        upsert.Parameters.Add(new() { Value = totals.Values.ToArray() });
        await upsert.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counts of requests are collected later: {Reason}")]
    private static partial void Later(ILogger logger, string reason);
}
