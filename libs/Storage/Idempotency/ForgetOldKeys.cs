using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Storage.Idempotency;

/// <summary>Keys live seven days. Removes older ones every hour, a thousand at a time.</summary>
internal sealed partial class ForgetOldKeys<TDb>(IServiceScopeFactory scopes, TimeProvider time, ILogger<ForgetOldKeys<TDb>> logger) : BackgroundService
    where TDb : DbContext
{
    private const string Sql = """
        delete from idempotency_keys where ctid = any(array(
            select ctid from idempotency_keys where created_at < clock_timestamp() - interval '7 days' limit 1000))
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var database = scope.ServiceProvider.GetRequiredService<TDb>().Database;
                while (await database.ExecuteSqlRawAsync(Sql, stoppingToken) is 1000)
                {
                }
            }
            catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException { InnerException: NpgsqlException })
            {
                // EF wraps what may pass by itself, such as a database that is away, in an InvalidOperationException.
                LeftForLater(logger, fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old idempotency keys stay for another hour: {Reason}")]
    private static partial void LeftForLater(ILogger logger, string reason);
}
