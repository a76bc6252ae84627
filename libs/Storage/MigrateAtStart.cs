using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Storage;

/// <summary>
/// Brings the database to this program's version before anything else of it starts. Replicas take turns by an advisory lock of the database:
/// EF's own lock ends with each migration's transaction, and a second replica that then slips in applies the next migration twice.
/// </summary>
internal sealed partial class MigrateAtStart<TDb>(IServiceScopeFactory scopes, ILogger<MigrateAtStart<TDb>> logger) : IHostedLifecycleService
    where TDb : DbContext
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromMilliseconds(250); ; wait = TimeSpan.FromSeconds(Math.Min(wait.TotalSeconds * 2, 5)))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await using var turn = await MigrationTurn.TakeAsync(scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
                await scope.ServiceProvider.GetRequiredService<TDb>().Database.MigrateAsync(cancellationToken);
                return;
            }
            catch (Exception fault) when (IsPassing(fault))
            {
                DatabaseOutOfReach(logger, typeof(TDb).Name, fault.Message);
                await Task.Delay(wait, cancellationToken);
            }
        }
    }

    // EF wraps what may pass by itself in an InvalidOperationException.
    private static bool IsPassing(Exception fault) => fault switch
    {
        InvalidOperationException { InnerException: NpgsqlException inner } => IsPassing(inner),
        PostgresException postgres => postgres.IsTransient,
        _ => fault is NpgsqlException,
    };

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} can't be migrated yet: {Reason}")]
    private static partial void DatabaseOutOfReach(ILogger logger, string database, string reason);
}
