using BidForge.Auth.Tests.Support;

// Much of these tests is waiting.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.Auth.Tests.Support;

/// <summary>The auth service with PostgreSQL, RabbitMQ and Redis, once for all tests here.</summary>
public sealed class Servers() : RunningSystem("auth")
{
    public Api Api => new(App.GetEndpoint("auth"));

    /// <summary>What a process of the service needs for a database of its own. Its broker is nowhere, so that its events stay where a test can read them.</summary>
    public async Task<Dictionary<string, string>> SettingsAsync(CancellationToken cancellationToken) => new()
    {
        ["ConnectionStrings__auth"] = await CreateDatabaseAsync(cancellationToken: cancellationToken),
        ["ConnectionStrings__rabbitmq"] = "amqp://nobody:nothing@127.0.0.1:9",
        ["Auth__KeyEncryptionKey"] = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"),
    };
}
