using BidForge.Faults.Tests;
using BidForge.Load;

// Each class harms the one system in its own way: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Marketplace))]

namespace BidForge.Faults.Tests;

/// <summary>The whole system with two replicas of the bid service, as load is put on it.</summary>
public sealed class Marketplace : RunningSystem
{
    private static readonly string[] Parts =
        ["postgres", "postgres1", "rabbitmq", "redis", "auth", "project", "bid", "notification", "analytics", "file", "gateway", "web"];

    private static readonly string[] Databases = ["bid0", "bid1", "bidcatalog", "notification-db", "analytics-db"];

    protected override string[] Arguments => ["--bid-replicas", "2"];

    public async Task<LoadTarget> TargetAsync(CancellationToken cancellationToken)
    {
        var connections = new Dictionary<string, string>();
        foreach (var database in Databases)
            connections[database.Replace("-db", "", StringComparison.Ordinal)] = (await App.GetConnectionStringAsync(database, cancellationToken))!;
        return new(
            App.GetEndpoint("gateway"), [App.GetReplicaEndpoint("bid", 0), App.GetReplicaEndpoint("bid", 1)], App.GetEndpoint("project"), connections,
            () => Parts.ToDictionary(part => part, part => App.ProcessesOf(part)));
    }

    public async Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        foreach (var part in Parts)
            await App.ResourceNotifications.WaitForResourceHealthyAsync(part, cancellationToken);
    }
}
