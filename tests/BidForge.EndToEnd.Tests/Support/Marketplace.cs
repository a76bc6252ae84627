using BidForge.EndToEnd.Tests.Support;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

// The tests kill parts of the one system: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Marketplace))]

namespace BidForge.EndToEnd.Tests.Support;

/// <summary>The whole system, once for the assembly.</summary>
public sealed class Marketplace : RunningSystem
{
    public Uri Gateway => App.GetEndpoint("gateway");

    public HttpClient CreateGatewayClient() => App.CreateHttpClient("gateway");

    protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
        builder.CreateResourceBuilder<ProjectResource>("analytics").WithEnvironment("Usage__CollectEverySeconds", "1");
}
