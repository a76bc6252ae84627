using Aspire.Hosting.ApplicationModel;
using BidForge.Failover.Tests.Replicas;
using BidForge.Sharding;
using BidForge.Testing.Marketplace;
using Npgsql;

// One server is lost here for all tests together.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace BidForge.Failover.Tests;

/// <summary>
/// The marketplace with a synchronous standby behind the server of shard bid1, of which the bid service knows, and with an asynchronous one behind the other server,
/// which the services read whose databases are there.
/// </summary>
public sealed class FollowedSystem() : RunningSystem("auth", "project", "bid", "analytics", "file", "gateway"), IAsyncLifetime
{
    /// <summary>How far behind a standby may be that the services read: longer than a test takes that looks at one.</summary>
    public const int LagSeconds = 20;

    private const string Shard = "bid1";
    private readonly int port = FreePort.Choose();
    private readonly int readPort = FreePort.Choose();

    /// <summary>Of the shard.</summary>
    public StandbyServer Standby { get; private set; } = null!;

    /// <summary>Of all else, to read from.</summary>
    public StandbyServer ReadStandby { get; private set; } = null!;

    public Uri Gateway => App.GetEndpoint("gateway");

    /// <summary>Two replicas of one service that reads the standby.</summary>
    internal Reader One { get; private set; } = null!;

    internal Reader Two { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Standby = await StandbyServer.FollowAsync(App, "postgres1", port, TestContext.Current.CancellationToken);
        await Standby.RequireAsync(TestContext.Current.CancellationToken);
        ReadStandby = await StandbyServer.FollowAsync(App, "postgres", readPort, TestContext.Current.CancellationToken);
        One = await Reader.StartAsync(this);
        Two = await Reader.StartAsync(this);
    }

    public override async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        // Before the system: its servers wait for their standbys when they write down that they stop.
        await ReadStandby.StopAsync();
        await Standby.StopAsync();
        await base.DisposeAsync();
        await ReadStandby.DisposeAsync();
        await Standby.DisposeAsync();
    }

    /// <summary>A sealed package with one bid on the shard that is followed.</summary>
    public async Task<SealedProject> ProjectAsync(CancellationToken ct)
    {
        await using var catalog = NpgsqlDataSource.Create((await App.GetConnectionStringAsync("bidcatalog", ct))!);
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var project = await SealedProject.CreateAsync(Gateway, ct);
            await using var command = catalog.CreateCommand("select shard from slot_map where slot = $1");
            command.Parameters.Add(new() { Value = (short)Slots.Of(project.Contractor.Id) });
            if (await command.ExecuteScalarAsync(ct) is Shard)
                return project;
        }
        throw new InvalidOperationException($"None of thirty contractors is on {Shard}.");
    }

    /// <summary>The shard on its standby, whatever that is by now.</summary>
    public NpgsqlDataSource ShardOnStandby() => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Standby.ConnectionString) { Database = Shard }.ConnectionString);

    /// <summary>What comes from the primary is received, and not seen by who reads the standby, until it is resumed.</summary>
    public async Task PauseAsync(CancellationToken ct)
    {
        await OnStandbyAsync("select pg_wal_replay_pause()", ct);
        await Eventually.TrueAsync(async () => await OnStandbyAsync("select pg_get_wal_replay_pause_state()", ct) is "paused", "replay is paused", ct);
    }

    public Task ResumeAsync(CancellationToken ct) => OnStandbyAsync("select pg_wal_replay_resume()", ct);

    /// <summary>Asks the standby that is read.</summary>
    public Task<object?> OnStandbyAsync(string sql, CancellationToken ct) => AskAsync($"{ReadStandby.ConnectionString};Database=postgres", sql, ct);

    public async Task<object?> OnPrimaryAsync(string database, string sql, CancellationToken ct) =>
        await AskAsync((await App.GetConnectionStringAsync(database, ct))!, sql, ct);

    /// <summary>How many reads a service says that the standby has answered.</summary>
    public async Task<long> StandbyReadsAsync(string service, CancellationToken ct)
    {
        using var http = App.CreateHttpClient(service);
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), ct);
        var line = metrics.Split('\n').Single(line => line.StartsWith("bidforge_replica_reads_total", StringComparison.Ordinal) && line.Contains("source=\"standby\"", StringComparison.Ordinal));
        return long.Parse(line.Split(' ')[1]);
    }

    private static async Task<object?> AskAsync(string address, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection($"{address};Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }

    protected override void Configure(IDistributedApplicationTestingBuilder builder)
    {
        // A server that waits for its standby is given up after five seconds.
        builder.CreateResourceBuilder<ProjectResource>("bid").WithStandby(Shard, port, "Timeout=5;Command Timeout=5;Host Recheck Seconds=1");
        foreach (var service in new[] { "auth", "project", "analytics" })
            builder.CreateResourceBuilder<ProjectResource>(service).WithStandby(service, readPort, "Host Recheck Seconds=1")
                .WithEnvironment("Replicas__LagSeconds", $"{LagSeconds}").WithEnvironment("Replicas__SampleMilliseconds", "100").WithEnvironment("Replicas__PatienceMilliseconds", "5000");
    }
}

/// <summary>One system for all classes that need it.</summary>
[CollectionDefinition(nameof(FollowedSystem))]
public sealed class FollowedSystemCollection : ICollectionFixture<FollowedSystem>;
