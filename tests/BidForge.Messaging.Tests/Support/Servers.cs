using Aspire.Hosting;
using Aspire.Hosting.Testing;

[assembly: AssemblyFixture(typeof(BidForge.Messaging.Tests.Support.Servers))]

// Every service here hears every test's events, so one test runs at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace BidForge.Messaging.Tests.Support;

public sealed class Servers() : RunningSystem("postgres", "postgres1", "rabbitmq")
{
    public string RabbitMq { get; private set; } = "";

    protected override bool SharesBroker => false;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        RabbitMq = (await App.GetConnectionStringAsync("rabbitmq"))!;
    }

    public async Task<Database> CreateDatabaseAsync(string schema, string server = "postgres") =>
        await Database.CreateAsync(await CreateDatabaseAsync(server, TestContext.Current.CancellationToken), schema);
}
