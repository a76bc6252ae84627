using BidForge.AppHost.Native.Running;
using Npgsql;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server from the machine's package, with a data folder of its own.</summary>
public sealed class PostgresServerResource(string name, string? userName, string? givenPassword) : ProcessResource(name), IConnection
{
    private string password = "";
    private string patience = "";

    internal override string Kind => "postgres";

    internal List<PostgresDatabaseResource> Databases { get; } = [];

    internal string UserName => userName ?? "postgres";

    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
    internal override Signal StopSignal => Signal.Interrupt;

    // Killed, it would leave a segment of shared memory behind.
    internal override Signal DiscardSignal => StopSignal;

    public string ConnectionString => $"Host=127.0.0.1;Port={Endpoint("tcp").Ports[0]};Username={UserName};Password={password}{patience}";

    internal override async Task<Launch> PrepareAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        // Of throw-away systems many run on a busy machine at once: being slow is not being away there.
        patience = run.Throwaway ? ";Timeout=60;Command Timeout=120" : "";
        password = givenPassword ?? run.Secrets.GetOrCreate($"{Name}-password", 32);
        var data = run.DataFolder(Name);
        var owner = run.ServerUser("postgres");
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
            await InitializeAsync(run, data, owner, cancellationToken);
        if (run.Archives)
            run.CreateFolderFor(WalArchiving.FolderOf(data), owner);

        return new Launch(Path.Combine(Machine.PostgresBin, "postgres"), ["-D", data, .. Settings(run).SelectMany(s => new[] { "-c", s })])
        {
            User = owner,
            WorkingDirectory = data,
            // An app host that is killed takes its servers along: cleanly, where that costs a second at most.
            ParentDeathSignal = Signal.Interrupt,
        };
    }

    internal override async Task<bool> IsHealthyAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select 1", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is 1;
    }

    internal override async Task AfterStartAsync(RunContext run, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var list = new NpgsqlCommand("select coalesce(array_agg(datname::text), '{}') from pg_database", connection);
        var existing = (string[])(await list.ExecuteScalarAsync(cancellationToken))!;
        foreach (var database in Databases.Select(d => d.DatabaseName).Except(existing))
        {
            // FILE_COPY: copying the small template's files is several times quicker than logging its pages.
            await using var create = new NpgsqlCommand($"create database \"{database}\" strategy file_copy", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres;Timeout=3;Command Timeout=30;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private async Task InitializeAsync(RunContext run, string data, string? owner, CancellationToken cancellationToken)
    {
        // A folder half made by an interrupted initdb has no PG_VERSION: begin again.
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
        run.CreateFolderFor(data, owner);
        var passwordFile = run.WriteSecretFile($"{Name}.pw", password, owner);
        try
        {
            await Spawner.RunToEndAsync(
                new Launch(
                    Path.Combine(Machine.PostgresBin, "initdb"),
                    ["-D", data, "-U", UserName, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-instructions",
                        .. run.Throwaway ? ["--no-sync"] : Array.Empty<string>()])
                { User = owner, WorkingDirectory = Path.GetDirectoryName(data)! },
                cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private IEnumerable<string> Settings(RunContext run) =>
    [
        "listen_addresses=127.0.0.1", $"port={Endpoint("tcp").Ports[0]}", "unix_socket_directories=",
        // Shard moves use logical replication.
        "wal_level=logical", "max_replication_slots=16", "max_wal_senders=16",
        "max_worker_processes=16", "max_logical_replication_workers=10", "wal_retrieve_retry_interval=500ms",
        "max_connections=300", "shared_buffers=48MB", "work_mem=4MB", "maintenance_work_mem=32MB", "jit=off",
        // Short recovery after a crash: about a second instead of many.
        "checkpoint_timeout=60s", "max_wal_size=256MB", "min_wal_size=64MB", "wal_buffers=2MB",
        // Terse: the details of an error name key values, such as which company bid on which package.
        "log_error_verbosity=terse", "log_min_messages=warning", "log_line_prefix=%m [%p] ", "timezone=UTC", "log_timezone=UTC",
        // Without fsync a commit outlives the server's crash, which tests cause, but not the machine's, which they do not. And what a killed server shared with its
        // processes goes with its folder: in the machine's shared memory, it would be left to a next start, which does not come.
        .. run.Throwaway ? ["fsync=off", "dynamic_shared_memory_type=mmap"] : Array.Empty<string>(),
        .. run.Archives ? WalArchiving.Settings(WalArchiving.FolderOf(run.DataFolder(Name))) : [],
    ];
}

/// <summary>A database on a server, created when the server has started.</summary>
public sealed class PostgresDatabaseResource : Resource, IConnection
{
    private readonly PostgresServerResource server;

    internal PostgresDatabaseResource(string name, string databaseName, PostgresServerResource server) : base(name) =>
        (DatabaseName, this.server) = (databaseName, server);

    public string DatabaseName { get; }

    public string ConnectionString => $"{server.ConnectionString};Database={DatabaseName}";

    internal override Resource Host => server;
}
