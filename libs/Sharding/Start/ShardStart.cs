using BidForge.Messaging;
using BidForge.Sharding.Fences;
using BidForge.Sharding.Map;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Sharding.Start;

/// <summary>
/// Brings catalog and shards to this program's version, each by itself. The service starts after every one was tried once;
/// one that is down is tried again in the background and joins when it answers. With <c>Migrations:AtStart</c> false it only looks:
/// one that is behind joins when <c>migrate</c> has brought it up, and until then the service is not ready.
/// </summary>
internal sealed partial class ShardStart(
    ShardSet shards, Catalog catalog, ShardMap map, ShardSchema schema, IConfiguration configuration, TimeProvider time, ILogger<ShardStart> logger)
    : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(15);
    private readonly bool migrates = configuration.GetValue("Migrations:AtStart", true);
    private readonly CancellationTokenSource stopping = new();
    private Task work = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var catalogTried = new TaskCompletionSource();
        var tried = new List<Task> { catalogTried.Task };
        var tasks = new List<Task> { KeepTryingAsync("the catalog", PrepareCatalogAsync, catalogTried) };
        foreach (var shard in shards.All)
        {
            var shardTried = new TaskCompletionSource();
            tried.Add(shardTried.Task);
            tasks.Add(KeepTryingAsync(shard.Name, token => PrepareShardAsync(shard, catalogTried.Task, token), shardTried));
        }
        work = Task.WhenAll(tasks);
        await Task.WhenAny(Task.WhenAll(tried), Task.Delay(FirstTry, time, cancellationToken));
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    private async Task PrepareCatalogAsync(CancellationToken cancellationToken)
    {
        if (migrates)
            await catalog.PrepareAsync(cancellationToken);
        else
        {
            Require(catalog.Behind = Words(await Catalog.Migrations.MissingAsync(shards.Catalog, cancellationToken)));
            await catalog.RegisterAsync(cancellationToken);
        }
        await map.RefreshAsync(cancellationToken);
    }

    private async Task PrepareShardAsync(Shard shard, Task catalogTried, CancellationToken cancellationToken)
    {
        if (migrates)
            await schema.Migrations.RunAsync(shard.Source, cancellationToken);
        else
            Require(shard.Behind = Words(await schema.Migrations.MissingAsync(shard.Source, cancellationToken)));
        await catalogTried.WaitAsync(cancellationToken);
        if (map.Current.IsComplete)
            await FenceSql.GrantAsync(shard, map.Current, cancellationToken);
        shard.MarkReady();
        if (map.Current.IsComplete)
            return;

        // Without a catalog the fences of an earlier run still tell what the shard owns; a shard without fences waits for the catalog.
        map.Learn(await FenceSql.OwnedAsync(shard, cancellationToken));
        while (!map.Current.IsComplete)
            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        await FenceSql.GrantAsync(shard, map.Current, cancellationToken);
    }

    private static string? Words(IReadOnlyList<string> missing) =>
        missing.Count is 0 ? null : $"behind by {missing.Count} scripts from {missing[0]} on: run migrate";

    private static void Require(string? behind)
    {
        if (behind is not null)
            throw new UnavailableException(behind);
    }

    private async Task KeepTryingAsync(string what, Func<CancellationToken, Task> prepare, TaskCompletionSource tried)
    {
        await Task.Yield();
        for (var wait = TimeSpan.FromMilliseconds(250); !stopping.IsCancellationRequested; wait = TimeSpan.FromSeconds(Math.Min(wait.TotalSeconds * 2, 5)))
        {
            try
            {
                var preparing = prepare(stopping.Token);
                _ = preparing.ContinueWith(_ => tried.TrySetResult(), TaskScheduler.Default);
                await preparing;
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or UnavailableException)
            {
                OutOfReach(logger, what, fault.Message);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(wait, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} can't be prepared yet: {Reason}")]
    private static partial void OutOfReach(ILogger logger, string database, string reason);
}

/// <summary>The scripts that make a shard's schema.</summary>
public sealed record ShardSchema(SqlMigrations Migrations)
{
    /// <summary>The fence's tables, then the service's.</summary>
    public static ShardSchema With(SqlMigrations service) => new(service.After(SqlMigrations.Embedded(typeof(ShardSchema).Assembly, "shard-")));
}
