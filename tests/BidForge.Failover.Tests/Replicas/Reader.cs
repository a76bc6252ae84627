using BidForge.Caching;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Failover.Tests.Replicas;

/// <summary>A replica of a service with one table and its standby, which may be two seconds behind.</summary>
internal sealed class Reader : IAsyncDisposable
{
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(2);

    private readonly WebApplication app;

    private Reader(WebApplication app) => this.app = app;

    private NpgsqlDataSource Primary => app.Services.GetRequiredService<NpgsqlDataSource>();

    /// <param name="system">With the standby.</param>
    /// <param name="database">Address of the database on the primary, which the standby has too.</param>
    /// <param name="redis">null: the system's.</param>
    public static async Task<Reader> StartAsync(ReplicatedSystem system, string database, string? redis = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        builder.Configuration["ConnectionStrings:notes_replica"] = new NpgsqlConnectionStringBuilder(system.Standby.ConnectionString) { Database = name, Pooling = true }.ConnectionString;
        builder.Configuration["ConnectionStrings:redis"] = redis ?? await system.App.GetConnectionStringAsync("redis", ct);
        builder.Configuration["Replicas:LagSeconds"] = $"{Lag.TotalSeconds}";
        builder.Configuration["Replicas:SampleMilliseconds"] = "100";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database));
        builder.AddRedis("redis");
        builder.AddReadReplica("notes");
        var app = builder.Build();
        await app.StartAsync(ct);
        return new(app);
    }

    /// <summary>A change that concerns one name, noted unless told otherwise.</summary>
    public async Task WriteAsync(string concerns, bool noted = true)
    {
        await using var connection = await Primary.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("create table if not exists notes (n int); insert into notes values (1)", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        if (noted)
            await app.Services.GetRequiredService<LogPositions>().NoteAsync([concerns], connection);
    }

    /// <summary>Who answered, and how many rows there were.</summary>
    public Task<(bool ByStandby, long Rows)> ReadAsync(string reader, string onStandby = "select 1") => app.Services.GetRequiredService<StandbyReads>().ReadAsync(
        reader, [], async (connection, stop) =>
        {
            var standby = await AskAsync<bool>(connection, "select pg_is_in_recovery()", stop);
            if (standby)
                await AskAsync<object>(connection, onStandby, stop);
            return (standby, await AskAsync<long>(connection, "select count(*) from notes", stop));
        }, TestContext.Current.CancellationToken);

    public Task UntilStandbyIsReadAsync(string reader = "anybody") =>
        Eventually.TrueAsync(async () => (await ReadAsync(reader)).ByStandby, "the standby is read", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }
}
