using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Load;

// The tests kill parts of the one system: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Marketplace))]

namespace BidForge.EndToEnd.Tests.Support;

/// <summary>The whole system, with two replicas of the bid service, once for the assembly.</summary>
public sealed class Marketplace : RunningSystem
{
    /// <summary>What can be killed.</summary>
    public static readonly string[] Parts =
        ["postgres", "postgres1", "rabbitmq", "redis", "auth", "project", "bid", "notification", "analytics", "file", "gateway", "web"];

    private static readonly string[] Databases = ["bid0", "bid1", "bidcatalog", "notification-db", "analytics-db"];

    public Uri Gateway => App.GetEndpoint("gateway");

    protected override string[] Arguments => ["--bid-replicas", "2"];

    protected override bool SharesBroker => false;

    public HttpClient CreateGatewayClient() => App.CreateHttpClient("gateway");

    /// <summary>What load is put on, and where it is looked at afterwards.</summary>
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

    protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
        builder.CreateResourceBuilder<ProjectResource>("analytics").WithEnvironment("Usage__CollectEverySeconds", "1");
}
