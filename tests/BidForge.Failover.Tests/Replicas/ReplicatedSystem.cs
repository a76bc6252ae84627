using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace BidForge.Failover.Tests.Replicas;

/// <summary>Services that know of both, the server of their databases and its asynchronous standby.</summary>
public sealed class ReplicatedSystem() : RunningSystem("auth", "project", "analytics", "gateway"), IAsyncLifetime
{
    /// <summary>How far behind a standby may be that the services read: longer than a test takes that looks at one.</summary>
    public const int LagSeconds = 20;

    private readonly int port = FreePort.Choose();

    public StandbyServer Standby { get; private set; } = null!;

    public Uri Gateway => App.GetEndpoint("gateway");

    /// <summary>Two replicas of one service.</summary>
    internal Reader One { get; private set; } = null!;

    internal Reader Two { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Standby = await StandbyServer.FollowAsync(App, "postgres", port, TestContext.Current.CancellationToken);
        One = await Reader.StartAsync(this);
        Two = await Reader.StartAsync(this);
    }

    public override async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        await Standby.StopAsync();
        await base.DisposeAsync();
        await Standby.DisposeAsync();
    }

    /// <summary>What comes from the primary is received, and not seen, until it is resumed.</summary>
    public async Task PauseAsync(CancellationToken ct)
    {
        await OnStandbyAsync("select pg_wal_replay_pause()", ct);
        await Eventually.TrueAsync(async () => await OnStandbyAsync("select pg_get_wal_replay_pause_state()", ct) is "paused", "replay is paused", ct);
    }

    public Task ResumeAsync(CancellationToken ct) => OnStandbyAsync("select pg_wal_replay_resume()", ct);

    public Task<object?> OnStandbyAsync(string sql, CancellationToken ct) => AskAsync($"{Standby.ConnectionString};Database=postgres", sql, ct);

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
        foreach (var service in new[] { "auth", "project", "analytics" })
            builder.CreateResourceBuilder<ProjectResource>(service).WithStandby(service, port, "Host Recheck Seconds=1")
                .WithEnvironment("Replicas__LagSeconds", $"{LagSeconds}").WithEnvironment("Replicas__SampleMilliseconds", "100").WithEnvironment("Replicas__PatienceMilliseconds", "5000");
    }
}
