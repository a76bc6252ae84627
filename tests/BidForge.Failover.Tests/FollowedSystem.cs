using Aspire.Hosting.ApplicationModel;
using BidForge.Sharding;
using BidForge.Testing.Marketplace;
using Npgsql;

// One server is lost here for all tests together.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace BidForge.Failover.Tests;

/// <summary>The marketplace with a synchronous standby behind the server of shard bid1, of which the bid service knows.</summary>
public sealed class FollowedSystem() : RunningSystem("auth", "project", "bid", "file", "gateway"), IAsyncLifetime
{
    private const string Shard = "bid1";
    private readonly int port = FreePort.Choose();

    public StandbyServer Standby { get; private set; } = null!;

    public Uri Gateway => App.GetEndpoint("gateway");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Standby = await StandbyServer.FollowAsync(App, "postgres1", port, TestContext.Current.CancellationToken);
        await Standby.RequireAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        // First the system: its servers wait for the standby when they write down that they stop.
        await Standby.StopAsync();
        await base.DisposeAsync();
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

    /// <summary>On the standby, whatever it is by now.</summary>
    public NpgsqlDataSource OnStandby() => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Standby.ConnectionString) { Database = Shard }.ConnectionString);

    // A server that waits for its standby is given up after five seconds.
    protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
        builder.CreateResourceBuilder<ProjectResource>("bid").WithStandby(Shard, port, "Timeout=5;Command Timeout=5;Host Recheck Seconds=1");
}
