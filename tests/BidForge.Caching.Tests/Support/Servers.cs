using Aspire.Hosting.Testing;

[assembly: AssemblyFixture(typeof(BidForge.Caching.Tests.Support.Servers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace BidForge.Caching.Tests.Support;

public sealed class Servers() : RunningSystem("redis")
{
    public string Redis { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Redis = (await App.GetConnectionStringAsync("redis"))!;
    }
}
