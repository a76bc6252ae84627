using System.Globalization;
using BidForge.AppHost.Native.Running;
using Npgsql;

namespace BidForge.Testing;

/// <summary>
/// A second PostgreSQL server that follows one of the system by streaming replication. Once <see cref="RequireAsync"/> was called, the first acknowledges no commit before
/// this one holds it.
/// </summary>
public sealed class StandbyServer : IAsyncDisposable
{
    private const string Name = "standby";
    private readonly RunContext run;
    private readonly string data;
    private readonly int port;
    private readonly NpgsqlConnectionStringBuilder primary;
    private readonly LogFile log;
    private ChildProcess? process;

    private StandbyServer(RunContext run, NpgsqlConnectionStringBuilder primary, int port)
    {
        (this.run, this.primary, this.port) = (run, primary, port);
        data = run.DataFolder($"{Name}-{port}");
        log = new LogFile(Path.Combine(run.LogFolder, $"{Name}-{port}.log"));
    }

    /// <summary>Of the server itself, whatever its role is by now.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(primary.ConnectionString) { Port = port, Pooling = false }.ConnectionString;

    /// <summary>Copies the server and follows it from there.</summary>
    /// <param name="app">The running system.</param>
    /// <param name="server">postgres, postgres1 ...</param>
    /// <param name="port">See <see cref="FreePort"/>: known before, for services are told of both servers when they start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<StandbyServer> FollowAsync(DistributedApplication app, string server, int port, CancellationToken cancellationToken)
    {
        var standby = new StandbyServer(app.Orchestrator.Run, new NpgsqlConnectionStringBuilder(await app.GetConnectionStringAsync(server, cancellationToken)), port);
        standby.run.CreateFolderFor(standby.data, standby.Owner);
        await Spawner.RunToEndAsync(
            standby.Run("pg_basebackup", "-h", "127.0.0.1", "-p", Text(standby.primary.Port), "-U", standby.primary.Username!, "-D", standby.data, "-R", "-X", "stream", "-c", "fast", "--no-sync"),
            cancellationToken);
        await standby.StartAsync();
        return standby;
    }

    public async Task StartAsync()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={Text(port)}", "unix_socket_directories=", $"cluster_name={Name}", "hot_standby=on", "fsync=off", "dynamic_shared_memory_type=mmap",
            // No smaller than the primary's, or it does not start; logical, for shards move from here once it is the primary.
            "wal_level=logical", "max_connections=300", "max_worker_processes=16", "max_wal_senders=16", "max_replication_slots=16", "shared_buffers=48MB",
            "log_error_verbosity=terse", "log_min_messages=warning",
        ];
        process = await Spawner.StartAsync(Run("postgres", ["-D", data, .. settings.SelectMany(setting => new[] { "-c", setting })]), log);
        await Eventually.TrueAsync(IsUpAsync, "the standby is up", CancellationToken.None);
    }

    /// <summary>It is away; what follows it up is kept for it.</summary>
    public async Task StopAsync()
    {
        if (process is { } running)
            await running.StopAsync(Signal.Interrupt, TimeSpan.FromSeconds(30));
        process = null;
    }

    /// <summary>From here on the primary acknowledges a commit once this server holds it.</summary>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(primary.ConnectionString, cancellationToken);
        foreach (var sql in new[] { $"alter system set synchronous_standby_names = '{Name}'", "select pg_reload_conf()" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await Eventually.TrueAsync(async () =>
        {
            await using var look = new NpgsqlCommand("select count(*) from pg_stat_replication where sync_state = 'sync'", connection);
            return await look.ExecuteScalarAsync(cancellationToken) is 1L;
        }, "the standby is synchronous", cancellationToken);
    }

    /// <summary>Makes it the primary.</summary>
    public async Task PromoteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(ConnectionString, cancellationToken);
        await using var command = new NpgsqlCommand("select pg_promote()", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
            throw new InvalidOperationException("The standby was not promoted.");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        log.Dispose();
    }

    private string? Owner => run.ServerUser("postgres");

    private async Task<bool> IsUpAsync()
    {
        if (process is { Exited.IsCompleted: true })
            throw new InvalidOperationException($"The standby ended: {LogFile.Tail(log.FilePath, 2000)}");
        try
        {
            await using var connection = await OpenAsync(ConnectionString, CancellationToken.None);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private Launch Run(string program, params string[] arguments) => new(Path.Combine(Machine.PostgresBin, program), arguments)
    {
        User = Owner, WorkingDirectory = data, Environment = new Dictionary<string, string> { ["PGPASSWORD"] = primary.Password! }, ParentDeathSignal = Signal.Interrupt,
    };

    private static async Task<NpgsqlConnection> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
