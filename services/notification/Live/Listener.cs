using Npgsql;

namespace BidForge.Notifications.Live;

/// <summary>
/// Hears from PostgreSQL which companies have something new, on the one connection that this replica keeps for it.
/// After a lost connection every feed looks by itself.
/// </summary>
internal sealed partial class Listener(IConfiguration configuration, Feeds feeds, TimeProvider time, ILogger<Listener> logger) : BackgroundService
{
    public const string Channel = "notifications";

    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not of the pool: it is held for ever, and its keep-alive finds a connection that died in silence.
        var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("notification")) { Pooling = false, KeepAlive = 10, Timeout = 5 };
        await using var database = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "notification-live" }.Build();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(database, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Deaf(logger, fault.Message);
                await Task.Delay(Reconnect, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, announcement) =>
        {
            if (Guid.TryParse(announcement.Payload, out var company))
                feeds.Wake(company);
        };
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        feeds.WakeAll();
        while (true)
            await connection.WaitAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Live notifications wait for the database: {Reason}")]
    private static partial void Deaf(ILogger logger, string reason);
}
