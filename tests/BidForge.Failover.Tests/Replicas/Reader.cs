using BidForge.Caching;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Failover.Tests.Replicas;

/// <summary>A replica of a service whose standby may be five seconds behind. Tables and names are those of one test.</summary>
internal sealed class Reader : IAsyncDisposable
{
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(5);

    private readonly WebApplication app;

    private Reader(WebApplication app) => this.app = app;

    private NpgsqlDataSource Primary => app.Services.GetRequiredService<NpgsqlDataSource>();

    /// <param name="system">With the standby.</param>
    /// <param name="redis">null: the system's.</param>
    public static async Task<Reader> StartAsync(FollowedSystem system, string? redis = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var database = (await system.App.GetConnectionStringAsync("analytics-db", ct))!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        builder.Configuration["ConnectionStrings:notes_replica"] = new NpgsqlConnectionStringBuilder(system.ReadStandby.ConnectionString) { Database = name, Pooling = true }.ConnectionString;
        builder.Configuration["ConnectionStrings:redis"] = redis ?? await system.App.GetConnectionStringAsync("redis", ct);
        builder.Configuration["Replicas:LagSeconds"] = $"{Lag.TotalSeconds}";
        // Slow is not away.
        builder.Configuration["Replicas:PatienceMilliseconds"] = "5000";
        builder.Configuration["Replicas:SampleMilliseconds"] = "100";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database));
        builder.AddRedis("redis");
        builder.AddReadReplica("notes");
        var app = builder.Build();
        await app.StartAsync(ct);
        return new(app);
    }

    /// <summary>A row more, noted for a name unless told otherwise.</summary>
    public async Task WriteAsync(string table, string concerns, bool noted = true)
    {
        await using var connection = await Primary.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"create table if not exists {table} (n int); insert into {table} values (1)", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        if (noted)
            await app.Services.GetRequiredService<LogPositions>().NoteAsync([$"{table}:{concerns}"], connection);
    }

    /// <summary>Who answered, and how many rows there were.</summary>
    public Task<(bool ByStandby, long Rows)> ReadAsync(string table, string reader, string onStandby = "select 1") => app.Services.GetRequiredService<StandbyReads>().ReadAsync(
        $"{table}:{reader}", [], async (connection, stop) =>
        {
            var standby = await AskAsync<bool>(connection, "select pg_is_in_recovery()", stop);
            if (standby)
                await AskAsync<object>(connection, onStandby, stop);
            return (standby, await AskAsync<long>(connection, $"select count(*) from {table}", stop));
        }, TestContext.Current.CancellationToken);

    public Task UntilStandbyIsReadAsync(string table, string reader = "anybody") =>
        Eventually.TrueAsync(async () => (await ReadAsync(table, reader)).ByStandby, "the standby is read", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }
}
